import { describe, expect, it } from 'vitest'
import { judgePatch, type PatchOn, type Repository } from '../judge-patch.ts'

const ADDER = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'README.md': '# adder\n',
  'src/add.js': 'export function add(a, b) {\n  return a - b\n}\n',
  'src/add.py': 'def add(a, b):\n    return a - b\n',
  'src/words.json': '{ "add": "plus" }\n',
  'test/add.test.js':
    "import test from 'node:test'\nimport assert from 'node:assert'\nimport { add } from '../src/add.js'\n\ntest('adds', () => assert.equal(add(2, 0), 2))\n",
  '.github/workflows/ci.yml':
    'on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm test\n',
}

const noCode = async (patch: PatchOn) =>
  (await judgePatch(ADDER, patch)).filter(({ gate }) => gate === 'no code' || gate === 'only tests')

const moreTests = (before: string) => `${before}test('adds more', () => assert.equal(add(2, 3), 5))\n`

describe('V3: doing nothing does not win', () => {
  it.each<[string, PatchOn['change'], RegExp]>([
    ['a line in the README', { 'README.md': '# adder\n\nAdds.\n' }, /only documentation in `README.md`/],
    ['a comment', { 'src/add.js': (was) => `// adds\n${was}` }, /only comments in `src\/add.js`/],
    [
      'a documentation string',
      { 'src/add.py': 'def add(a, b):\n    """Adds."""\n    return a - b\n' },
      /only comments in `src\/add.py`/,
    ],
    [
      'another layout',
      { 'src/add.js': 'export function add(a, b) { return a - b; }\n' },
      /only white space in `src\/add.js`/,
    ],
    [
      'all of it',
      {
        'README.md': '# Adder\n',
        'src/add.js': (was) => `// adds\n${was}`,
        'src/add.py': (was) => `\n${was}`,
      },
      /only documentation and comments and white space in `README.md` and 2 more/,
    ],
    [
      'a comment beside a test',
      { 'src/add.js': (was) => `// adds\n${was}`, 'test/add.test.js': moreTests },
      /only comments in `src\/add.js`, beside tests/,
    ],
    ['a statement that does nothing', { 'src/add.js': (was) => `${was};\n'adds'\n` }, /changes no code/],
  ])('%s is rejected', async (_, change, reason) => {
    const [gate] = await noCode({ ...(change && { change }) })
    expect(gate?.reason).toMatch(reason)
  })

  it.each<[string, PatchOn]>([
    ['the fix', { change: { 'src/add.js': (was) => was.replace('-', '+') } }],
    [
      'the fix with its test',
      { change: { 'src/add.js': (was) => was.replace('-', '+'), 'test/add.test.js': moreTests } },
    ],
    ['the fix with a comment', { change: { 'src/add.js': (was) => `// adds\n${was.replace('-', '+')}` } }],
    ['data of the product', { change: { 'src/words.json': '{ "add": "sum" }\n' } }],
    ['a file that moves', { rename: { 'src/add.py': 'src/sum.py' } }],
    ['a file that goes', { change: { 'src/add.py': null } }],
    ['a licence check', { change: { 'src/license.js': 'export const licence = "MIT"\n' } }],
    ['a page of the product', { change: { 'src/docs/page.js': 'export const page = 1\n' } }],
    ['a new file', { change: { 'src/sub.js': 'export const sub = (a, b) => a - b\n' } }],
  ])('%s is not', async (_, patch) => {
    expect(await noCode(patch)).toEqual([])
  })
})

describe('V3: doing nothing in other ways', () => {
  const base = {
    ...ADDER,
    'data.bin.txt': 'words\n',
    'run.sh': '#!/bin/sh\nls\n',
    'src/lib.rs': 'pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}\n',
  }
  const reported = async (patch: PatchOn) =>
    (await judgePatch(base, patch)).filter(({ gate }) => gate === 'no code' || gate === 'only tests')
  const inline = (was: string) =>
    `${was}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn adds() {\n        assert_eq!(add(2, 0), 2);\n    }\n}\n`

  it.each<[string, PatchOn, string]>([
    [
      'what git leaves out',
      { change: { '.gitignore': 'dist\n' } },
      'changes no code: only what git, editors and reviews are set to in `.gitignore`',
    ],
    [
      'permissions of a text',
      { mode: { 'data.bin.txt': '100755' } },
      'changes no code: only file permissions in `data.bin.txt`',
    ],
    ['an empty file', { change: { 'src/new.js': '' } }, 'changes no code: only an empty file, `src/new.js`'],
    ['a licence', { change: { COPYING: 'MIT\n' } }, 'changes no code: only documentation in `COPYING`'],
    [
      'tests within a source file of Rust',
      { change: { 'src/lib.rs': inline } },
      'changes only tests: `src/lib.rs`',
    ],
    [
      'the number of the version',
      { change: { 'Cargo.toml': '[package]\nname = "a"\nversion = "0.2.0"\n' } },
      'changes no code: only the version number in `Cargo.toml`',
    ],
  ])('%s', async (_, patch, reason) => {
    const known = { ...base, 'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n' }
    const [gate] = (await judgePatch(known, patch)).filter(({ gate }) =>
      /^(?:no code|only tests)$/.test(gate),
    )
    expect(gate?.reason).toBe(reason)
  })

  it.each<[string, PatchOn]>([
    ['a script that can be run now', { mode: { 'run.sh': '100755' } }],
    ['a package of Python', { change: { 'src/sums/__init__.py': '' } }],
    ['what git does with line ends', { change: { '.gitattributes': '* text=auto\n' } }],
    ['Rust code with its tests', { change: { 'src/lib.rs': (was) => inline(was.replace('-', '+')) } }],
    ['a file that is renamed', { rename: { 'data.bin.txt': 'words.txt' } }],
  ])('%s is something', async (_, patch) => {
    expect(await reported(patch)).toEqual([])
  })
})

describe('V3: code that nothing which runs can tell does not win', () => {
  const says = async (change: NonNullable<PatchOn['change']>, base: Repository = ADDER) =>
    (await judgePatch(base, { change })).filter(({ gate }) => gate === 'no code').map(({ reason }) => reason)
  const helper = (was: string) => `${was}\nfunction helper() {\n  return 1\n}\n`
  const renamed = (was: string) =>
    was.replace('a, b) {\n', 'a, b) {\n  const left = a\n').replace('a - b', 'left - b')

  it('names what it adds, and that nothing uses it', async () => {
    expect(await says({ 'src/add.js': helper })).toEqual([
      'changes no behaviour: adds the function `helper`, which nothing calls, in `src/add.js`',
    ])
  })

  it('counts it beside comments, and beside tests', async () => {
    const change = { 'README.md': '# Adder\n', 'src/add.js': helper, 'test/add.test.js': moreTests }
    expect(await says(change)).toEqual([
      'changes no behaviour: adds the function `helper`, which nothing calls, in `src/add.js`, and nothing that does more in 1 other file, beside tests',
    ])
  })

  it('names a local that is called something else', async () => {
    const base = { ...ADDER, 'src/add.js': renamed(ADDER['src/add.js']) }
    expect(await says({ 'src/add.js': (was) => was.replaceAll('left', 'first') }, base)).toEqual([
      'changes no behaviour: renames the local `left` to `first` in `src/add.js`',
    ])
  })

  it('is silent where another file names what is added, beside documentation', async () => {
    const go = { ...ADDER, 'add.go': 'package add\n' }
    const change = { 'add.go': 'package add\n\nfunc helper() int { return 1 }\n' }
    const calls = 'package add\n\nfunc TestIt(t *testing.T) { helper() }\n'
    expect(await says(change, go)).toHaveLength(1)
    expect(await says(change, { ...go, 'docs/a.md': '`helper` helps.\n' })).toHaveLength(1)
    expect(await says(change, { ...go, 'add_test.go': calls })).toEqual([])
  })

  it('is silent on the fix beside an unused function', async () => {
    expect(await says({ 'src/add.js': (was) => helper(was.replace('-', '+')) })).toEqual([])
  })
})

describe('V37: what turns from text to something that no diff shows is rejected', () => {
  const hidden = async (change: PatchOn['change']) =>
    (await judgePatch(ADDER, { ...(change && { change }) })).filter(({ gate }) => gate === 'no text')

  it.each([
    ['one NUL byte', 'export function add(a, b) {\n  return a + b //\0\n}\n'],
    ['one NUL byte behind 8,000 characters', `${'// long\n'.repeat(2_000)}const a = '\0'\n`],
  ])('%s', async (_, text) => {
    const [gate] = await hidden({ 'src/add.js': text })
    expect(gate?.reason).toBe('makes a binary file of `src/add.js`, so that nobody can see what changed')
  })

  it('of a new file that is code by its name', async () => {
    expect(await hidden({ 'src/new.js': 'a\0b' })).toHaveLength(1)
  })

  it('is not said of text in other languages, or of a new picture', async () => {
    expect(await hidden({ 'src/add.js': "export const add = () => 'Übergröße 数'\n" })).toEqual([])
    expect(await hidden({ 'docs/a.png': '\0PNG' })).toEqual([])
  })
})
