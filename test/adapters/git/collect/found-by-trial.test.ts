import { mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../../src/adapters/git/create-workspace.ts'
import type { CollectResult, Workspace, WorkTree } from '../../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { plainGit, writeFiles } from '../sample-repository.ts'

const SUBMODULE = 'a'.repeat(40)
const LINES = Array.from({ length: 100 }, (_, at) => `line ${at}`)
const CACHEDIR = 'Signature: 8a477f597d28d172789f06886806bc55\n'
const crlf = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('')
const lf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

const FILES = {
  'src/pay.py': 'def pay():\n    return 1\n',
  'src/target/main.js': 'export const target = 1\n',
  'build/CACHEDIR.TAG': CACHEDIR,
  'build/rules.mk': 'all:\n',
  'legacy/old.pyc': Buffer.from([0, 1]),
  'test/fixtures/A.class': Buffer.from([0xca, 0xfe, 0xba, 0xbe]),
  'test/patches/one.orig': 'x\n',
  'windows.txt': crlf(LINES),
  'unix.txt': lf(LINES),
  'mixed.txt': LINES.map((line, at) => `${line}${at % 2 ? '\r\n' : '\n'}`).join(''),
  'mac.txt': LINES.join('\r'),
  'run.sh': '#!/bin/sh\nset -e\necho ok\n',
  'blob.bin': Buffer.from([0, 13, 10, 1, 13, 10]),
  'noend.txt': 'a\nb',
}

let directory: string
let base: string
let workspace: Workspace
let tree: WorkTree

beforeAll(async () => {
  directory = await temporaryFolder()
  const source = join(directory, 'source')
  await writeFiles(source, FILES)
  await plainGit(source, 'init', '--quiet', '--initial-branch=main')
  await plainGit(source, 'add', '--all', '--force')
  await plainGit(source, 'update-index', '--add', '--cacheinfo', `160000,${SUBMODULE},vendor/lib`)
  await plainGit(source, 'update-index', '--add', '--cacheinfo', `160000,${'c'.repeat(40)},vendor/other`)
  await plainGit(source, 'commit', '--quiet', '--message=base')
  base = await plainGit(source, 'rev-parse', 'HEAD')
})

beforeEach(async () => {
  workspace = createWorkspace({ dataDir: join(directory, 'data') })
  const remote = { url: `file://${join(directory, 'source')}`, authorization: undefined }
  const repository = { owner: 'acme', repo: 'payments' }
  tree = await workspace.prepare({ repository, remote, base, name: 'one' })
})

const collect = () =>
  workspace.collect({
    base,
    message: 'Candidate one',
    author: { name: 'Speculate', email: 'speculate@example.org' },
    maxFileBytes: 100_000,
    date: '2026-02-03T04:05:06.000Z',
    workTree: tree,
  })

async function collectAfter(files: Readonly<Record<string, string | Buffer>>): Promise<CollectResult> {
  await writeFiles(tree.path, files)
  return collect()
}

const FIX = { 'src/pay.py': 'def pay():\n    return 2\n' }
const pathsOf = (collected: CollectResult) =>
  collected.kind === 'patch' ? collected.patch.files.map(({ path }) => path) : collected.detail
const leftOutOf = (collected: CollectResult) => ('leftOut' in collected ? collected.leftOut : undefined)

describe('by-products', () => {
  it.each([
    ['.tox/py312/lib/x.py', '.tox/'],
    ['deep/a/b/c/__pycache__/x.pyc', 'deep/a/b/c/__pycache__/'],
    ['.pytest_cache/v/cache/lastfailed', '.pytest_cache/'],
    ['.mypy_cache/3.12/x.json', '.mypy_cache/'],
    ['.ruff_cache/0.1/x', '.ruff_cache/'],
    ['node_modules/.cache/x.json', 'node_modules/'],
    ['packages/a/node_modules/dep/index.js', 'packages/a/node_modules/'],
    ['yarn-error.log', 'yarn-error.log'],
    ['packages/a/npm-debug.log', 'packages/a/npm-debug.log'],
    ['.nyc_output/x.json', '.nyc_output/'],
    ['.gradle/8.0/x.bin', '.gradle/'],
    ['.DS_Store', '.DS_Store'],
    ['src/main.o', 'src/main.o'],
    ['.coverage', '.coverage'],
    ['src/.pay.py.swp', 'src/.pay.py.swp'],
    ['src/pay.py.rej', 'src/pay.py.rej'],
    ['src/pay.py~', 'src/pay.py~'],
    ['cache/CACHEDIR.TAG', 'cache/'],
    ['venv/pyvenv.cfg', 'venv/'],
    ['.venv/lib/x.py', '.venv/'],
  ])('R10: %s is left out as %s', async (path, name) => {
    const text = path.endsWith('CACHEDIR.TAG') ? CACHEDIR : 'home = /usr/bin\n'
    const collected = await collectAfter({ ...FIX, [path]: text })
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py'],
      leftOut: [name],
    })
  })

  it('R10: .venv as a link to a folder outside', async () => {
    await symlink('/usr/lib', join(tree.path, '.venv'))
    const collected = await collectAfter(FIX)
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py'],
      leftOut: ['.venv'],
    })
  })

  it('R10: node_modules as a link', async () => {
    await symlink('/usr/lib/node_modules', join(tree.path, 'node_modules'))
    const collected = await collectAfter(FIX)
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py'],
      leftOut: ['node_modules'],
    })
  })

  it('R10: a folder that is tagged as a cache by a file of other content is work', async () => {
    expect(pathsOf(await collectAfter({ 'tags/CACHEDIR.TAG': 'hello\n', 'tags/a.py': 'x = 1\n' }))).toEqual([
      'tags/CACHEDIR.TAG',
      'tags/a.py',
    ])
  })

  it('R10: a.pyc beside a tracked one elsewhere', async () => {
    const collected = await collectAfter({ ...FIX, 'src/__pycache__/a.cpython-312.pyc': Buffer.from([0, 1]) })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it.each([
    'packages/node_modules_helper/index.js',
    'src/target/second.js',
    'target/main.rs',
    'build/more.mk',
    'test/fixtures/B.class',
    'test/patches/two.orig',
    'src/core.py',
    'core/index.js',
    'core.js',
    'docs/env/README.md',
    'env/main.py',
    'dist/index.js',
    'coverage/report.py',
    'src/coverage/index.ts',
    'src/log/debug.log.ts',
    'CHANGELOG.log',
    'lib/vendor.js',
    'bin/tool',
    'obj/model.py',
    'src/logs/index.ts',
    'tmp/readme.md',
    'Core.123/index.js',
    'src/cache/index.ts',
    'cache/store.go',
    '.cache.ts',
    'node_modules.md',
    'src/venv.py',
    'venv/create.py',
    'pkg/thing.egg-info.md',
    'src/original.orig.ts',
  ])('R10: honest work at %s stays', async (path) => {
    const collected = await collectAfter({ ...FIX, [path]: 'x = 1\n' })
    expect({ paths: pathsOf(collected), leftOut: leftOutOf(collected) }).toEqual({
      paths: ['src/pay.py', path].sort(),
      leftOut: undefined,
    })
  })

  it('R10: core.123 as text and as a dump', async () => {
    const dump = Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)])
    const collected = await collectAfter({ ...FIX, 'core.123': dump })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
    expect(leftOutOf(collected)).toEqual(['core.123'])
  })

  it('R10: by-products alone, deep in folders, are no patch', async () => {
    expect(await collectAfter({ 'a/b/__pycache__/x.pyc': 'x', 'c/node_modules/y/z.js': 'x' })).toMatchObject({
      failure: 'no-changes',
    })
  })

  it('R10: the tracked one that changes is told as a change', async () => {
    expect(pathsOf(await collectAfter({ ...FIX, 'legacy/old.pyc': Buffer.from([0, 2]) }))).toEqual([
      'legacy/old.pyc',
      'src/pay.py',
    ])
  })

  it('R10: a new CACHEDIR.TAG in a folder that the base tracks hides no change', async () => {
    const collected = await collectAfter({ ...FIX, 'src/CACHEDIR.TAG': CACHEDIR, 'src/new.py': 'x = 1\n' })
    expect(pathsOf(collected)).toContain('src/new.py')
    expect(pathsOf(collected)).toContain('src/pay.py')
  })

  it('R10: a CACHEDIR.TAG at the root hides nothing', async () => {
    const collected = await collectAfter({ ...FIX, 'CACHEDIR.TAG': CACHEDIR, 'lib/new.py': 'x = 1\n' })
    expect(pathsOf(collected)).toContain('lib/new.py')
  })

  it('R10: a pyvenv.cfg at the root or in src hides nothing', async () => {
    const collected = await collectAfter({
      ...FIX,
      'src/pyvenv.cfg': 'home = /usr\n',
      'pyvenv.cfg': 'home = x\n',
      'src/new.py': 'x = 1\n',
    })
    expect(pathsOf(collected)).toContain('src/new.py')
  })

  it('R10: staged and committed by the agent in its own git all the same', async () => {
    await writeFiles(tree.path, { ...FIX, 'src/__pycache__/a.pyc': 'x' })
    await plainGit(tree.path, 'add', '--all')
    await plainGit(tree.path, 'commit', '--quiet', '-m', 'mine')
    expect(pathsOf(await collect())).toEqual(['src/pay.py'])
  })

  it('R10: deleting a tracked by-product is work', async () => {
    await rm(join(tree.path, 'legacy/old.pyc'))
    expect(pathsOf(await collect())).toEqual(['legacy/old.pyc'])
  })

  it('R10: moving a tracked by-product is work', async () => {
    await rename(join(tree.path, 'legacy/old.pyc'), join(tree.path, 'legacy/new.pyc'))
    expect(pathsOf(await collect())).toContain('legacy/new.pyc')
  })
})

describe('submodules', () => {
  const absorbed = (path: string, head: string) => ({
    [`${path}/.git`]: `gitdir: ../../.git/modules/${path}\n`,
    [`.git/modules/${path}/HEAD`]: head,
  })

  it('R11: with changed files inside at the same commit is no change, or is said', async () => {
    const collected = await collectAfter({
      ...FIX,
      ...absorbed('vendor/lib', `${SUBMODULE}\n`),
      'vendor/lib/lib.c': 'int changed;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: with its git directory in it', async () => {
    const collected = await collectAfter({
      ...FIX,
      'vendor/lib/.git/HEAD': `${SUBMODULE}\n`,
      'vendor/lib/.git/config': '[core]\n',
      'vendor/lib/lib.c': 'int x;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: nested submodules filled recursively', async () => {
    const collected = await collectAfter({
      ...FIX,
      ...absorbed('vendor/lib', `${SUBMODULE}\n`),
      'vendor/lib/.gitmodules': '[submodule "x"]\n\tpath = deps/x\n\turl = https://e.x/x\n',
      'vendor/lib/deps/x/.git': 'gitdir: ../../../../.git/modules/vendor/lib/modules/deps/x\n',
      '.git/modules/vendor/lib/modules/deps/x/HEAD': `${'d'.repeat(40)}\n`,
      'vendor/lib/deps/x/x.c': 'int x;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: both filled', async () => {
    const collected = await collectAfter({
      ...FIX,
      ...absorbed('vendor/lib', `${SUBMODULE}\n`),
      ...absorbed('vendor/other', `${'c'.repeat(40)}\n`),
      'vendor/other/o.c': 'int o;\n',
    })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
  })

  it('R11: alone is no patch', async () => {
    expect(
      await collectAfter({ ...absorbed('vendor/lib', `${SUBMODULE}\n`), 'vendor/lib/lib.c': 'int x;\n' }),
    ).toMatchObject({ failure: 'no-changes' })
  })

  it('R11: an empty folder is no change', async () => {
    await mkdir(join(tree.path, 'vendor/lib'), { recursive: true })
    expect(pathsOf(await collectAfter(FIX))).toEqual(['src/pay.py'])
  })

  it('R11: removed folders are no change', async () => {
    await rm(join(tree.path, 'vendor'), { recursive: true, force: true })
    expect(pathsOf(await collectAfter(FIX))).toEqual(['src/pay.py'])
  })

  it('R11: a symlink in its place is not passed silently', async () => {
    await rm(join(tree.path, 'vendor/lib'), { recursive: true, force: true })
    await mkdir(join(tree.path, 'vendor'), { recursive: true })
    await symlink('/etc', join(tree.path, 'vendor/lib'))
    const collected = await collectAfter(FIX)
    if (collected.kind === 'patch') expect(pathsOf(collected)).toContain('vendor/lib')
    else expect(collected).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('R11: replaced by plain files without a .git', async () => {
    const collected = await collectAfter({ ...FIX, 'vendor/lib/lib.c': 'int x;\n' })
    if (collected.kind === 'patch') expect(pathsOf(collected)).toContain('vendor/lib/lib.c')
    else expect(collected).toMatchObject({ failure: 'damaged-work-tree' })
  })
})

describe('line endings', () => {
  const fileOf = async (files: Readonly<Record<string, string | Buffer>>) => {
    const collected = await collectAfter(files)
    if (collected.kind !== 'patch') throw new Error(collected.detail)
    return collected.patch.files
  }

  it('R12: LF to CRLF with one changed line counts that line', async () => {
    expect(await fileOf({ 'unix.txt': crlf(LINES.with(50, 'evil')) })).toMatchObject([
      { path: 'unix.txt', insertions: 1, deletions: 1, lineEndings: 99 },
    ])
  })

  it('R12: mixed to LF', async () => {
    expect(await fileOf({ 'mixed.txt': lf(LINES) })).toMatchObject([
      { path: 'mixed.txt', insertions: 0, deletions: 0, lineEndings: 50 },
    ])
  })

  it('R12: mixed to mixed the other way round', async () => {
    const text = LINES.map((line, at) => `${line}${at % 2 ? '\n' : '\r\n'}`).join('')
    expect(await fileOf({ 'mixed.txt': text })).toMatchObject([
      { path: 'mixed.txt', insertions: 0, deletions: 0, lineEndings: 100 },
    ])
  })

  it('R12: CR only to LF is counted whole or as endings, never nothing', async () => {
    const [file] = await fileOf({ 'mac.txt': lf(LINES) })
    expect((file?.insertions ?? 0) + (file?.lineEndings ?? 0)).toBeGreaterThanOrEqual(100)
  })

  it('R12: CR only to LF with a line changed', async () => {
    const [file] = await fileOf({ 'mac.txt': lf(LINES.with(3, 'evil')) })
    expect(file?.insertions).toBeGreaterThanOrEqual(1)
  })

  it('R12: CRs within a line of an LF file count', async () => {
    const [file] = await fileOf({ 'unix.txt': lf(LINES.with(3, 'line\r3')) })
    expect(file).toMatchObject({ insertions: 1, deletions: 1 })
    expect(file?.lineEndings ?? 0).toBe(0)
  })

  it('R12: a double CR at the end of the lines is no mere ending', async () => {
    const [file] = await fileOf({ 'unix.txt': LINES.map((line) => `${line}\r\r\n`).join('') })
    expect((file?.insertions ?? 0) + (file?.lineEndings ?? 0)).toBe(100)
  })

  it('R12: trailing blanks count as changes', async () => {
    expect(await fileOf({ 'windows.txt': lf(LINES.with(4, 'line 4 ')) })).toMatchObject([
      { insertions: 1, deletions: 1, lineEndings: 99 },
    ])
  })

  it('R12: binary with CRLF inside has no endings', async () => {
    const [file] = await fileOf({ 'blob.bin': Buffer.from([0, 10, 1, 10]) })
    expect(file).toMatchObject({ binary: true })
    expect(file?.lineEndings ?? 0).toBe(0)
  })

  it('R12: rename with other endings', async () => {
    await rename(join(tree.path, 'windows.txt'), join(tree.path, 'renamed.txt'))
    const files = await fileOf({ 'renamed.txt': lf(LINES) })
    const total = files.reduce((sum, file) => sum + file.insertions + file.deletions, 0)
    expect(total).toBe(0)
    expect(files).toMatchObject([{ path: 'renamed.txt', previousPath: 'windows.txt', lineEndings: 100 }])
  })

  it('R12: rename with other endings and one changed line', async () => {
    await rename(join(tree.path, 'windows.txt'), join(tree.path, 'renamed.txt'))
    const files = await fileOf({ 'renamed.txt': lf(LINES.with(9, 'evil')) })
    expect(files.reduce((sum, file) => sum + file.insertions, 0)).toBe(1)
  })

  it('R12: the last line loses its end', async () => {
    const [file] = await fileOf({ 'noend.txt': 'a\r\nb\r\n' })
    expect((file?.insertions ?? 0) + (file?.lineEndings ?? 0)).toBe(2)
  })

  it('R12: a reordered file that is converted is no mere conversion', async () => {
    const [file] = await fileOf({ 'windows.txt': lf([...LINES].reverse()) })
    expect(file?.insertions).toBeGreaterThanOrEqual(99)
  })

  it('R12: a line added while converting is counted', async () => {
    expect(
      await fileOf({ 'windows.txt': lf([...LINES.slice(0, 5), 'evil', ...LINES.slice(5)]) }),
    ).toMatchObject([{ insertions: 1, deletions: 0, lineEndings: 100 }])
  })

  it('R12: .gitattributes of the candidate cannot hide a change', async () => {
    const files = await fileOf({
      '.gitattributes': '*.txt -diff\n',
      'windows.txt': lf(LINES.with(9, 'evil')),
    })
    expect(files.find(({ path }) => path === 'windows.txt')).toMatchObject({ insertions: 1, deletions: 1 })
  })

  it('R12: a shell script with CRLF is still a change of that file', async () => {
    expect(await fileOf({ 'run.sh': FILES['run.sh'].replaceAll('\n', '\r\n') })).toMatchObject([
      { path: 'run.sh', lineEndings: 3 },
    ])
  })

  it('R12: a new file with CRLF counts its lines', async () => {
    expect(await fileOf({ 'new.txt': crlf(LINES) })).toMatchObject([{ insertions: 100, deletions: 0 }])
  })
})
