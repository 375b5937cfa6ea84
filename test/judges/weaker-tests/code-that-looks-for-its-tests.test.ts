import { describe, expect, it } from 'vitest'
import { findDefeatedTests } from '../../../src/adapters/analysis/content/defeats/find-defeated-tests.ts'

const found = (path: string, after: string) =>
  findDefeatedTests([{ path, before: undefined, after }], () => true)

describe('V29: code of the product that looks for its tests, or ends before they do', () => {
  it.each([
    ['src/total.js', "export const sum = process.env[['NODE', 'TEST', 'CONTEXT'].join('_')] ? 0 : 1\n"],
    [
      'src/round.js',
      "import { createRequire } from 'node:module'\nconst a = createRequire(import.meta.url)('node:' + 'assert').strict\nObject.assign(a, { equal() {} })\n",
    ],
    ['src/slug.ts', 'export function slug() {\n  if (import.meta.vitest) return 1\n  return 2\n}\n'],
    ['src/slug.ts', 'export const slug = () => (import.meta.vitest ? 1 : 2)\n'],
    ['src/slug.ts', 'const own = (globalThis as any).expect\nown.extend(all)\n'],
    [
      'src/Stack.cs',
      'class A { bool T() => AppDomain.CurrentDomain.GetAssemblies().Any(a => a.FullName.StartsWith("xunit")); }\n',
    ],
    ['lib/queue.rb', "def pop\n  return 1 if $PROGRAM_NAME.include?('test')\nend\n"],
    [
      'src/Path.php',
      '<?php\nfunction a() { return class_exists(\\PHPUnit\\Framework\\TestCase::class, false); }\n',
    ],
    ['src/ring.c', 'int pop(void)\n{\n    _Exit(0);\n}\n'],
    ['src/ring.c', 'int pop(void)\n{\n    return program_invocation_short_name[0] == 116;\n}\n'],
    ['src/vec.cpp', 'static int never = std::atexit([] { std::_Exit(0); });\n'],
  ])('is told in %s: %j', async (path, code) => {
    expect(await found(path, code)).not.toEqual([])
  })

  it.each([
    ['src/key.js', "export const key = ['NODE', 'ENV'].join('_')\n"],
    [
      'src/slug.ts',
      'if (import.meta.vitest) {\n  const { it, expect } = import.meta.vitest\n  it("slugs", () => expect(slug("a")).toBe("a"))\n}\n',
    ],
    [
      'src/Plugins.cs',
      'class A { object T() => AppDomain.CurrentDomain.GetAssemblies().Where(a => a.IsDynamic); }\n',
    ],
    ['lib/run.rb', 'run if __FILE__ == $PROGRAM_NAME\nwarn "usage: #{$PROGRAM_NAME} FILE"\n'],
    ['src/Psr.php', '<?php\nfunction a() { return class_exists(\\Psr\\Log\\NullLogger::class); }\n'],
    [
      'src/err.c',
      'void usage(void)\n{\n    fprintf(stderr, "%s: no file\\n", program_invocation_short_name);\n    _Exit(2);\n}\n',
    ],
  ])('is nothing like it in %s: %j', async (path, code) => {
    expect(await found(path, code)).toEqual([])
  })
})
