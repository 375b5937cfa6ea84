import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../../src/adapters/git/create-workspace.ts'
import type { CollectResult, Workspace, WorkTree } from '../../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { plainGit, writeFiles } from '../sample-repository.ts'

const SUBMODULE = 'a'.repeat(40)
const IMAGE = Buffer.from(Array.from({ length: 300 }, (_, at) => at % 251))
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash('sha256').update(IMAGE).digest('hex')}\nsize ${IMAGE.length}\n`
const LINES = Array.from({ length: 303 }, (_, at) => `line ${at}`)

const FILES = {
  '.gitattributes': '*.png filter=lfs diff=lfs merge=lfs -text\n',
  'logo.png': POINTER,
  'src/pay.py': 'def pay():\n    return 1\n',
  'windows.txt': LINES.map((line) => `${line}\r\n`).join(''),
  'test/fixtures/one/node_modules/dep/index.js': 'module.exports = 1\n',
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
  await plainGit(source, 'add', '--all')
  await plainGit(source, 'update-index', '--add', '--cacheinfo', `160000,${SUBMODULE},vendor/lib`)
  await plainGit(source, 'commit', '--quiet', '--message=base')
  base = await plainGit(source, 'rev-parse', 'HEAD')
})

const repository = { owner: 'acme', repo: 'payments' }
const remote = () => ({ url: `file://${join(directory, 'source')}`, authorization: undefined })

beforeEach(async () => {
  workspace = createWorkspace({ dataDir: join(directory, 'data') })
  tree = await workspace.prepare({ repository, remote: remote(), base, name: 'one' })
})

const options = () => ({
  base,
  message: 'Candidate one',
  author: { name: 'Speculate', email: 'speculate@example.org' },
  maxFileBytes: 100_000,
  date: '2026-02-03T04:05:06.000Z',
})

/** What is collected after these files were written into the work tree. */
async function collectAfter(files: Readonly<Record<string, string | Buffer>>): Promise<CollectResult> {
  await writeFiles(tree.path, files)
  return workspace.collect({ ...options(), workTree: tree })
}

const FIX = { 'src/pay.py': 'def pay():\n    return 2\n' }
const pathsOf = (collected: CollectResult) =>
  collected.kind === 'patch' ? collected.patch.files.map(({ path }) => path) : collected.detail

describe('by-products of tools', () => {
  const BY_PRODUCTS = {
    'src/__pycache__/pay.cpython-312.pyc': Buffer.from([0, 1, 2]),
    'npm-debug.log': 'error\n',
    'pkg/speculate.egg-info/PKG-INFO': 'Name: x\n',
    'build/CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n',
    'build/deps/a/b.bin': Buffer.from([0, 1]),
    'env/pyvenv.cfg': 'home = /usr/bin\n',
    'env/bin/python': 'x',
    'src/pay.py.orig': 'def pay(): ...\n',
  }
  const NAMES = [
    'build/',
    'env/',
    'npm-debug.log',
    'pkg/speculate.egg-info/',
    'src/__pycache__/',
    'src/pay.py.orig',
  ]

  it('R10: are left out of a patch, and named, where the base tracks nothing of the kind', async () => {
    const collected = await collectAfter({ ...FIX, ...BY_PRODUCTS })
    expect(pathsOf(collected)).toEqual(['src/pay.py'])
    expect(collected).toMatchObject({ leftOut: NAMES })
  })

  it('R10: are left out of what a workflow pushes, in the same way', async () => {
    const source = join(directory, 'source')
    await plainGit(source, 'checkout', '--quiet', '-B', 'inbox', base)
    await writeFiles(source, { ...FIX, 'src/__pycache__/pay.pyc': Buffer.from([0]), 'new.py': 'x = 1\n' })
    await plainGit(source, 'add', '--all', '--', 'src', 'new.py')
    await plainGit(source, 'commit', '--quiet', '--message=all')
    const commit = await plainGit(source, 'rev-parse', 'HEAD')
    const request = { ...options(), repository, remote: remote(), name: 'pushed', commit }
    const collected = await workspace.collectCommit(request)
    expect(pathsOf(collected)).toEqual(['new.py', 'src/pay.py'])
    expect(collected).toMatchObject({ leftOut: ['src/__pycache__/'] })
  })

  it('are files like others where the base tracks their kind', async () => {
    const path = 'test/fixtures/two/node_modules/dep/index.js'
    const collected = await collectAfter({ [path]: 'module.exports = 2\n' })
    expect(pathsOf(collected)).toEqual([path])
    expect(collected).not.toHaveProperty('leftOut')
  })

  it('that are all there is are no patch', async () => {
    expect(await collectAfter({ 'npm-debug.log': 'x\n' })).toMatchObject({ failure: 'no-changes' })
  })

  it('are no word worth where the project ignores them itself', async () => {
    const collected = await collectAfter({
      ...FIX,
      '.gitignore': '__pycache__/\n',
      'a/__pycache__/x.pyc': 'x',
    })
    expect(pathsOf(collected)).toEqual(['.gitignore', 'src/pay.py'])
    expect(collected).not.toHaveProperty('leftOut')
  })
})

describe('a submodule', () => {
  const filled = (head: string) => ({
    ...FIX,
    'vendor/lib/.git': 'gitdir: ../../.git/modules/vendor/lib\n',
    '.git/modules/vendor/lib/HEAD': head,
    'vendor/lib/lib.c': 'int x;\n',
  })

  it('R11: that is filled at its commit is no change', async () => {
    expect(pathsOf(await collectAfter(filled(`${SUBMODULE}\n`)))).toEqual(['src/pay.py'])
  })

  it.each([
    ['another commit', `${'b'.repeat(40)}\n`],
    ['a branch', 'ref: refs/heads/main\n'],
    ['nothing', ''],
  ])('R11: at %s is still refused', async (_, head) => {
    expect(await collectAfter(filled(head))).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('is refused where its git directory is said to lie outside of the work tree', async () => {
    const outside = join(directory, 'outside')
    await mkdir(outside, { recursive: true })
    await writeFile(join(outside, 'HEAD'), `${SUBMODULE}\n`)
    for (const target of [outside, '../../../../outside', '../../.git/modules/../../../../outside'])
      expect(
        await collectAfter({ ...filled(`${SUBMODULE}\n`), 'vendor/lib/.git': `gitdir: ${target}\n` }),
      ).toMatchObject({ failure: 'damaged-work-tree' })
  })
})

describe('content of Git LFS', () => {
  it('that somebody has downloaded in place of its pointer is no change', async () => {
    expect(pathsOf(await collectAfter({ ...FIX, 'logo.png': IMAGE }))).toEqual(['src/pay.py'])
  })

  it('that is not what the pointer names is one', async () => {
    const other = Buffer.concat([IMAGE.subarray(1), Buffer.from([7])])
    expect(pathsOf(await collectAfter({ ...FIX, 'logo.png': other }))).toEqual(['logo.png', 'src/pay.py'])
  })
})

describe('the size of a patch', () => {
  it('R12: leaves out lines of which only the ending changes, and says how many', async () => {
    const text = [...LINES.slice(0, -1), 'the real change'].map((line) => `${line}\n`).join('')
    const collected = await collectAfter({ 'windows.txt': text })
    expect(collected).toMatchObject({
      patch: {
        insertions: 1,
        deletions: 1,
        files: [{ path: 'windows.txt', insertions: 1, deletions: 1, lineEndings: 302 }],
      },
    })
  })

  it('R12: is nothing but endings where a file is only converted', async () => {
    const text = LINES.map((line) => `${line}\n`).join('')
    expect(await collectAfter({ 'windows.txt': text })).toMatchObject({
      patch: { files: [{ path: 'windows.txt', insertions: 0, deletions: 0, lineEndings: 303 }] },
    })
  })

  it('may be larger in a lock file than in another one', async () => {
    const long = 'x\n'.repeat(60_000)
    expect(pathsOf(await collectAfter({ 'package-lock.json': long }))).toEqual(['package-lock.json'])
    expect(await collectAfter({ 'other.json': long })).toMatchObject({ failure: 'too-large' })
  })
})
