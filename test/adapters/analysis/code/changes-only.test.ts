import { describe, expect, it } from 'vitest'
import { changesOnly } from '../../../../src/adapters/analysis/code/changes-only.ts'

const always = () => true
const only = (path: string, before: string, after: string) => changesOnly({ path, before, after }, always)

describe('what a change amounts to', () => {
  it.each([
    ['a.js', 'export const a = 1\n', '// one\nexport const a = 1\n', 'comments'],
    ['a.js', 'f(1)\n', 'f(1) /* said */\n', 'comments'],
    ['a.js', 'f(1)\n', 'f(1)\n"of no use"\n;\n', 'comments'],
    ['a.js', "f('a', 1)\n", 'f(\n  "a",\n  1,\n);\n', 'white space'],
    ['a.js', 'if (a) b()\n', 'if (a)\n    b()\n', 'white space'],
    ['a.tsx', 'let a = <p>x</p>\n', 'let a = <p>x{/* said */}</p>\n', undefined],
    ['a.py', 'def f():\n    return 1\n', 'def f():\n    """Says one."""\n    return 1\n', 'comments'],
    ['a.py', 'x = f(1)\n', 'x = f(1)  # said\n', 'comments'],
    ['a.py', "x = 'a'\n", 'x = "a"\n', 'white space'],
    ['a.go', 'package a\n\nfunc F() {}\n', 'package a\n\n// F does.\nfunc F() {}\n', 'comments'],
    ['A.java', 'class A { int a; }\n', '/** Said. */\nclass A {\n  int a;\n}\n', 'comments'],
    ['a.rs', 'fn f() -> u8 { 1 }\n', '/// Says one.\nfn f() -> u8 {\n    1\n}\n', 'comments'],
    ['a.c', 'int f(void) { return 1; }\n', 'int f(void) { /* one */ return 1; }\n', 'comments'],
    ['a.rb', 'def f\n  1\nend\n', '# Says one.\ndef f\n  1\nend\n', 'comments'],
    [
      'a.php',
      '<?php\nfunction f() { return 1; }\n',
      '<?php\n// one\nfunction f() { return 1; }\n',
      'comments',
    ],
    ['a.cs', 'class A { }\n', '// a\nclass A { }\n', 'comments'],
    ['a.sh', 'set -e\nls\n', 'set -e\n# list\nls\n', 'comments'],
    ['a.css', 'a { color: red }\n', '/* a */\na { color: red }\n', 'comments'],
    ['a.kt', 'fun f() = 1\n', '// one\nfun f() = 1\n', 'comments'],
    ['a.yml', 'a: 1\n', '# one\na: 1\n\n', 'comments'],
    ['a.toml', 'a = 1\n', '# one\na = 1\n', 'comments'],
    ['a.toml', 't = """\n# one\n"""\n', 't = """\n# two\n"""\n', undefined],
    ['a.yml', 't: |\n  # one\n', 't: |\n  # two\n', undefined],
    ['a.sql', 'select 1;\n', '-- one\nselect 1;\n', 'comments'],
    ['new.js', '', '// nothing yet\n', 'comments'],
  ])('%s: %j to %j is %s', async (path, before, after, expected) => {
    expect(await only(path, before, after)).toBe(expected)
  })

  it.each([
    ['a.js', 'return a - b', 'return a + b'],
    ['a.js', 'f(a)\n', 'f(a, b)\n'],
    ['a.js', 'f()\n', "'use strict'\nf()\n"],
    ['a.js', "f('a')\n", "f('A')\n"],
    ['a.js', 'const a = [1]\n', 'const a = [1, ,]\n'],
    ['a.js', 'for (;;) f()\n', 'for (;a;) f()\n'],
    ['a.js', 'a\nb()\n', 'a;b();c()\n'],
    ['a.js', 'function f() {\n  return 1\n}\n', 'function f() {\n  return\n  1\n}\n'],
    ['a.py', 'if a:\n    b()\n    c()\n', 'if a:\n    b()\nc()\n'],
    ['a.py', 'x = (1)\n', 'x = (1,)\n'],
    ['a.py', "x = 'a'\n", "x = b'a'\n"],
    ['a.go', 'package a\n', '//go:build linux\n\npackage a\n'],
    ['a.c', 'int a = 1;\n', '#define B\nint a = 1;\n'],
    ['a.rs', 'fn f() -> u8 { 1 }\n', 'fn f() -> u8 { 2 }\n'],
    ['a.rb', "x = 'a\\n'\n", 'x = "a\\n"\n'],
    ['a.rb', 'def f\n  1\nend\n', 'def f\n  2\nend\n'],
    ['a.yml', 'a:\n  b: 1\n', 'a:\nb: 1\n'],
    ['a.html', '<p>a</p>', '<p>b</p>'],
    ['run', '#!/bin/sh\nls\n', '#!/bin/bash\nls\n'],
    ['a.sh', 'ls a\n', 'ls  b\n'],
    ['unknown.xyz', '# a\n', '# b\n'],
    ['a.js', 'f(`a\n b`)\n', 'f(`a\n   b`)\n'],
    ['a.js', 'f(`a\nb`)\n', 'f(`a\n\nb`)\n'],
    ['a.py', 'x = """a\nb"""\n', 'x = """a\n\nb"""\n'],
    ['a.go', 'package a\nvar s = `a\nb`\n', 'package a\nvar s = `a\n\tb`\n'],
    ['a.yml', 'run: |\n  # a\n  ls\n', 'run: |\n  # b\n  ls\n'],
    ['a.go', 'package a\n\n// int f();\nimport "C"\n', 'package a\n\n// int g();\nimport "C"\n'],
    ['a.js', 'import(/* webpackMode: "lazy" */ "b")\n', 'import(/* webpackMode: "eager" */ "b")\n'],
    [
      'a.php',
      '<?php\n/** @Route("/a") */\nfunction f() {}\n',
      '<?php\n/** @Route("/b") */\nfunction f() {}\n',
    ],
  ])('%s: %j to %j is code', async (path, before, after) => {
    expect(await only(path, before, after)).toBeUndefined()
  })

  it('takes what no grammar can read for code', async () => {
    expect(await only('a.js', 'f(1)\n', 'f(1) // {{{\n}}}\n')).toBeUndefined()
  })
})
