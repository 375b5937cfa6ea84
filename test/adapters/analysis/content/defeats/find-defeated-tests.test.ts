import { describe, expect, it } from 'vitest'
import { findDefeatedTests } from '../../../../../src/adapters/analysis/content/defeats/find-defeated-tests.ts'
import type { DefeatedTests } from '../../../../../src/domain/judgement/measures.ts'

const JS = 'export function add(a, b) {\n  return a - b\n}\n'
const PY = 'def add(a, b):\n    return a - b\n'
const GO = 'package adder\n\nfunc Add(a, b int) int {\n\treturn a - b\n}\n'
const JAVA = 'class Adder {\n  static int add(int a, int b) {\n    return a - b;\n  }\n}\n'
const RUST = 'pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}\n'
const RUBY = 'def add(a, b)\n  a - b\nend\n'
const PHP = '<?php\nfunction add($a, $b) {\n  return $a - $b;\n}\n'

const found = async (path: string, before: string | undefined, after: string) =>
  (await findDefeatedTests([{ path, before, after }], () => true)).map(({ what }) => what)

const DEFEATS: readonly (readonly [path: string, what: DefeatedTests['what'], base: string, more: string])[] =
  [
    ['src/add.js', 'ends-process', JS, 'process.exit(0)\n'],
    ['src/add.js', 'ends-process', JS, 'setTimeout(() => process.exit(0), 0)\n'],
    ['src/add.js', 'ends-process', JS, "process.on('exit', () => { process.exitCode = 0 })\n"],
    [
      'src/add.js',
      'replaces-assertions',
      JS,
      "import assert from 'node:assert'\nassert.strictEqual = () => {}\n",
    ],
    ['src/add.js', 'replaces-assertions', JS, 'globalThis.expect = () => new Proxy({}, {})\n'],
    ['src/add.js', 'replaces-assertions', JS, 'Object.is = () => true\n'],
    ['src/add.js', 'replaces-assertions', JS, 'Number.prototype.valueOf = function () { return 5 }\n'],
    [
      'src/add.ts',
      'equals-everything',
      JS,
      'export class Sum {\n  equals(other) {\n    return true\n  }\n}\n',
    ],
    ['src/add.js', 'equals-everything', JS, 'export const sum = { asymmetricMatch: () => true }\n'],
    ['src/add.js', 'equals-everything', JS, 'let n = 0\nexport const sum = { valueOf() { return n++ } }\n'],
    ['src/add.js', 'detects-tests', JS, "if (process.env.NODE_ENV === 'test') add.broken = true\n"],
    ['src/add.js', 'detects-tests', JS, 'const tested = Boolean(process.env.VITEST)\n'],
    ['src/add.js', 'detects-tests', JS, "const tested = typeof jest !== 'undefined'\n"],
    ['src/add.js', 'detects-tests', JS, 'const tested = process.env.NODE_TEST_CONTEXT\n'],
    ['pkg/add.py', 'ends-process', PY, 'import os\nos._exit(0)\n'],
    ['pkg/add.py', 'ends-process', PY, 'import sys\nsys.exit()\n'],
    ['pkg/add.py', 'ends-process', PY, 'raise SystemExit(0)\n'],
    ['pkg/add.py', 'ends-process', PY, 'import atexit, os\natexit.register(lambda: os._exit(0))\n'],
    [
      'pkg/add.py',
      'replaces-assertions',
      PY,
      'import unittest\nunittest.TestCase.assertEqual = lambda *a: None\n',
    ],
    [
      'pkg/add.py',
      'replaces-assertions',
      PY,
      'import unittest\nsetattr(unittest.TestCase, "assertEqual", lambda *a: None)\n',
    ],
    [
      'pkg/add.py',
      'equals-everything',
      PY,
      'class Sum(int):\n    def __eq__(self, other):\n        return True\n',
    ],
    ['pkg/add.py', 'detects-tests', PY, 'import sys\nTESTED = "pytest" in sys.modules\n'],
    ['pkg/add.py', 'detects-tests', PY, 'import os\nTESTED = "PYTEST_CURRENT_TEST" in os.environ\n'],
    ['add.go', 'ends-process', GO, 'func init() {\n\tos.Exit(0)\n}\n'],
    ['add.go', 'detects-tests', GO, 'var tested = testing.Testing()\n'],
    ['src/Adder.java', 'ends-process', JAVA, 'class Ends {\n  static {\n    System.exit(0);\n  }\n}\n'],
    [
      'src/Adder.java',
      'equals-everything',
      JAVA,
      'class Sum {\n  public boolean equals(Object o) {\n    return true;\n  }\n}\n',
    ],
    ['src/lib.rs', 'ends-process', RUST, 'fn end() {\n    std::process::exit(0);\n}\n'],
    [
      'src/lib.rs',
      'equals-everything',
      RUST,
      'impl PartialEq for Sum {\n    fn eq(&self, _: &Self) -> bool {\n        true\n    }\n}\n',
    ],
    ['src/lib.rs', 'detects-tests', RUST, 'fn tested() -> bool {\n    cfg!(test)\n}\n'],
    ['lib/add.rb', 'ends-process', RUBY, 'at_exit { exit! 0 }\n'],
    [
      'lib/add.rb',
      'replaces-assertions',
      RUBY,
      'module Minitest::Assertions\n  def assert_equal(*) = true\nend\n',
    ],
    ['lib/add.rb', 'equals-everything', RUBY, 'class Sum\n  def ==(other)\n    true\n  end\nend\n'],
    ['lib/add.rb', 'detects-tests', RUBY, 'TESTED = defined?(RSpec)\n'],
    ['src/add.php', 'ends-process', PHP, 'exit(0);\n'],
    ['src/add.php', 'detects-tests', PHP, "$tested = defined('PHPUNIT_COMPOSER_INSTALL');\n"],
  ]

describe('product code that defeats tests', () => {
  it.each(DEFEATS)('%s: %s', async (path, what, base, more) => {
    expect(await found(path, base, base + more)).toContain(what)
  })

  it.each([
    ['bin/add.js', JS, 'process.exit(0)\n'],
    ['src/cli.js', JS, 'process.exit(0)\n'],
    ['src/add.js', JS, 'if (broken) process.exit(1)\n'],
    ['src/add.js', JS, 'if (import.meta.url === start) {\n  process.exit(0)\n}\n'],
    ['src/add.js', JS, "process.on('exit', () => { server.close() })\n"],
    ['src/add.js', JS, '// process.exit(0) when NODE_ENV === "test"\n'],
    ['src/add.js', JS, "if (process.env.NODE_ENV === 'production') warn()\n"],
    [
      'src/add.js',
      JS,
      'export class Sum {\n  equals(other) {\n    return other.value === this.value\n  }\n}\n',
    ],
    ['src/add.js', JS, 'export class Sum {\n  valueOf() {\n    return this.value\n  }\n}\n'],
    ['src/add.js', JS, 'Adder.prototype.add = add\n'],
    ['pkg/add.py', PY, 'if __name__ == "__main__":\n    sys.exit(0)\n'],
    ['pkg/add.py', PY, 'def main():\n    sys.exit(0)\n'],
    ['pkg/__main__.py', PY, 'sys.exit(main())\n'],
    ['pkg/add.py', PY, 'def same(a, b):\n    eq = True\n    if a != b:\n        eq = False\n    return eq\n'],
    ['pkg/add.py', PY, 'class Sum(int):\n    def __eq__(self, other):\n        return int(self) == other\n'],
    ['pkg/add.py', PY, 'class Sum(int):\n    def __bool__(self):\n        return True\n'],
    ['main.go', GO.replace('package adder', 'package main'), 'func end() {\n\tos.Exit(0)\n}\n'],
    ['add.go', GO, 'func end() {\n\tos.Exit(1)\n}\n'],
    [
      'src/Adder.java',
      JAVA,
      'class Start {\n  public static void main(String[] a) {\n    System.exit(0);\n  }\n}\n',
    ],
    ['src/lib.rs', RUST, '#[cfg(test)]\nmod tests {\n    use super::*;\n}\n'],
    [
      'lib/add.rb',
      RUBY,
      'class Sum < Struct.new(:value)\n  def ==(other)\n    other.value == value\n  end\nend\n',
    ],
  ])('lets honest code be: %s, %s', async (path, base, more) => {
    expect(await found(path, base, base + more)).toEqual([])
  })

  it('says nothing of what the base does already', async () => {
    const base = `${JS}process.exit(0)\nconst tested = process.env.VITEST\n`
    expect(await found('src/add.js', base, `${base}export const zero = 0\n`)).toEqual([])
  })
})
