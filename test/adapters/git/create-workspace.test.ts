import {
  access,
  chmod,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import type { PushedTree, Workspace, WorkTree } from '../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { type GitServer, startGitServer } from './git-server.ts'
import {
  createSampleRepository,
  plainGit,
  run,
  SAMPLE_FILES,
  type SampleRepository,
  writeFiles,
} from './sample-repository.ts'

const repository = { owner: 'acme', repo: 'payments' }
const AUTHORIZATION = `Basic ${Buffer.from('x-access-token:canary-7f3a').toString('base64')}`

let directory: string
let dataDir: string
let sample: SampleRepository
let workspace: Workspace
let tree: WorkTree

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
  dataDir = join(directory, 'data')
})

beforeEach(async () => {
  workspace = createWorkspace({ dataDir })
  tree = await workspace.prepare(request('one'))
})

const remote = () => ({ url: sample.url, authorization: undefined })
const request = (name: string) => ({ repository, remote: remote(), base: sample.base, name })
const at = (path: string) => join(tree.path, path)

const collectOptions = () => ({
  workTree: tree,
  base: sample.base,
  message: 'Candidate one for #12\n\nwith a body',
  author: { name: 'Speculate', email: 'speculate@example.org' },
  maxFileBytes: 1_000_000,
  date: '2026-02-03T04:05:06.000Z',
})
const collect = () => workspace.collect(collectOptions())

async function collectPatch() {
  const collected = await collect()
  if (collected.kind !== 'patch') throw new Error(`no patch: ${collected.failure}: ${collected.detail}`)
  return collected
}

/** What the remote says while it holds the objects of these patches. */
function whilePushed<T>(
  collected: readonly Awaited<ReturnType<typeof collectPatch>>[],
  work: (trees: ReadonlyMap<string, PushedTree>) => Promise<T>,
): Promise<T> {
  const commits = collected.map(({ bundle, patch }) => ({ commit: patch.commit, bundle }))
  return workspace.withObjects({ repository, remote: remote(), base: sample.base, commits }, work)
}

describe('prepare', () => {
  it('checks out the base with an own git directory that has history, no remote, no hooks and an empty home', async () => {
    expect(await readFile(at('src/pay.js'), 'utf8')).toBe(SAMPLE_FILES['src/pay.js'])
    expect(await plainGit(tree.path, 'status', '--porcelain')).toBe('')
    expect(await plainGit(tree.path, 'rev-parse', 'HEAD')).toBe(sample.base)
    expect(await plainGit(tree.path, 'log', '--format=%s')).toBe('base')
    expect(await plainGit(tree.path, 'remote')).toBe('')
    expect(await readdir(at('.git'))).not.toContain('hooks')
    expect(await readdir(tree.home)).toEqual([])
  })

  it('writes the bytes of the base even where .gitattributes would convert them', async () => {
    expect(await readFile(at('windows.bat'), 'utf8')).toBe(
      await plainGit(sample.path, 'cat-file', 'blob', 'HEAD:windows.bat').then((text) => `${text}\n`),
    )
  })

  it('starts over when a half-made work tree of the same name is there', async () => {
    await writeFile(at('left-over'), 'x')
    tree = await workspace.prepare(request('one'))
    await expect(access(at('left-over'))).rejects.toThrow()
  })

  it.each(['../up', 'a/b', '', '.hidden', '-option'])('refuses the name %j', async (name) => {
    await expect(workspace.prepare(request(name))).rejects.toThrow('not a name')
  })

  it('refuses a base that is not a commit id', async () => {
    await expect(workspace.prepare({ ...request('two'), base: '--upload-pack=x' })).rejects.toThrow(
      'not a commit id',
    )
  })

  it('A2: serves many candidates at once from one fetch', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const fresh = join(directory, 'fresh')
    workspace = createWorkspace({ dataDir: fresh })
    const trees = await Promise.all(names.map((name) => workspace.prepare(request(name))))
    for (const { path } of trees) expect(await plainGit(path, 'rev-parse', 'HEAD')).toBe(sample.base)
    expect(await readdir(join(fresh, 'mirrors/acme/payments.git/objects/pack'))).toHaveLength(2)
  })

  it('shares the mirror with other processes that begin at the same time', async () => {
    const dataDir = join(directory, 'many-processes')
    const module = join(import.meta.dirname, '../../../src/adapters/git/create-workspace.ts')
    const program = `
      const { createWorkspace } = await import(${JSON.stringify(module)})
      const workspace = createWorkspace({ dataDir: ${JSON.stringify(dataDir)} })
      const request = JSON.parse(process.argv[1])
      for (const name of ['x', 'y']) await workspace.prepare({ ...request, name: name + process.pid })`
    const start = () =>
      run(process.execPath, [
        '--input-type=module',
        '--eval',
        program,
        JSON.stringify({ ...request(''), remote: { url: sample.url } }),
      ])
    await Promise.all([start(), start(), start()])
    expect(await readdir(join(dataDir, 'attempts'))).toHaveLength(6)
    expect(await readdir(join(dataDir, 'mirrors/acme/payments.git/objects/pack'))).toHaveLength(2)
    expect(await readdir(join(dataDir, 'mirrors/acme'))).toEqual(['payments.git'])
  })
})

describe('collect', () => {
  it('measures additions, edits, deletions, renames, modes, binaries, links and odd names', async () => {
    await writeFiles(tree.path, {
      'new/file.txt': 'one\ntwo\n',
      'README.md': '# Changed\nmore\n',
      'logo.bin': Buffer.from([9, 0, 9]),
      'quote"back\\slash\nline\ttab é.txt': 'odd\n',
    })
    await rm(at('src/retry.js'))
    await rename(at('src/pay.js'), at('src/payment.js'))
    await chmod(at('tool.sh'), 0o755)
    await rm(at('link.md'))
    await symlink('src', at('link.md'))
    const { patch } = await collectPatch()
    expect(patch.files).toEqual([
      change('README.md', { status: 'modified', insertions: 2, deletions: 1, bytes: 15 }),
      change('link.md', {
        status: 'modified',
        mode: '120000',
        linkTarget: 'src',
        insertions: 1,
        deletions: 1,
        bytes: 3,
      }),
      change('logo.bin', { status: 'modified', binary: true, bytes: 3 }),
      change('new/file.txt', { status: 'added', insertions: 2, bytes: 8 }),
      change('quote"back\\slash\nline\ttab é.txt', { status: 'added', insertions: 1, bytes: 4 }),
      change('src/payment.js', {
        previousPath: 'src/pay.js',
        status: 'renamed',
        bytes: SAMPLE_FILES['src/pay.js'].length,
      }),
      change('src/retry.js', { status: 'deleted', mode: '000000', deletions: 1 }),
      change('tool.sh', { status: 'modified', mode: '100755', bytes: 10 }),
    ])
    expect(patch).toMatchObject({ base: sample.base, insertions: 6, deletions: 3 })
  })

  it('gives the same commit for the same work, wherever and whenever it is done', async () => {
    await writeFile(at('README.md'), 'other\n')
    const first = await collectPatch()
    const again = await collectPatch()
    tree = await workspace.prepare(request('two'))
    await writeFile(at('README.md'), 'other\n')
    const elsewhere = await collectPatch()
    expect(new Set([first, again, elsewhere].map(({ patch }) => patch.commit)).size).toBe(1)
    expect(Buffer.from(again.bundle).equals(Buffer.from(first.bundle))).toBe(true)
  })

  it('leaves out new files that are ignored, but never a change to a file of the base', async () => {
    await writeFiles(tree.path, {
      '.gitignore': 'node_modules/\n*.log\n*.js\n',
      'node_modules/dependency/index.js': 'x',
      'debug.log': 'x',
      'src/hidden.js': 'x',
      'src/pay.js': 'changed\n',
    })
    const { patch } = await collectPatch()
    expect(patch.files.map((file) => file.path)).toEqual(['.gitignore', 'src/pay.js'])
  })

  it('takes what an agent committed for what it is: files', async () => {
    await writeFile(at('README.md'), 'committed\n')
    await plainGit(tree.path, 'commit', '--all', '--quiet', '--message=mine')
    const { patch } = await collectPatch()
    expect(patch.files.map((file) => file.path)).toEqual(['README.md'])
    expect(await plainGit(tree.path, 'rev-parse', 'HEAD')).not.toBe(patch.commit)
  })

  it('sees no change in files that were only touched', async () => {
    await writeFiles(tree.path, { 'src/pay.js': SAMPLE_FILES['src/pay.js'] })
    expect(await collect()).toMatchObject({ kind: 'failure', failure: 'no-changes' })
  })

  it('sees a change of the same size whose time was set back', async () => {
    const { mtime } = await stat(at('src/retry.js'))
    await writeFile(at('src/retry.js'), 'RETRY\n')
    await run('touch', ['-d', mtime.toISOString(), at('src/retry.js')])
    expect((await collectPatch()).patch.files).toHaveLength(1)
  })

  it('takes in bytes as they are, whatever .gitattributes asks for, and counts lines of files marked as binary', async () => {
    await writeFiles(tree.path, {
      '.gitattributes': '* text eol=lf -diff\n*.x filter=evil working-tree-encoding=UTF-16\n',
      'mixed.x': 'one\r\ntwo\n',
    })
    const collected = await collectPatch()
    expect(collected.patch.files).toContainEqual(
      change('mixed.x', { status: 'added', insertions: 2, bytes: 9 }),
    )
    await whilePushed([collected], async () => {})
    const { stdout } = await execa('git', ['cat-file', 'blob', `${collected.patch.commit}:mixed.x`], {
      cwd: sample.path,
      stripFinalNewline: false,
    })
    expect(stdout).toBe('one\r\ntwo\n')
  })

  it('keeps changes below .github: judging them is not its work', async () => {
    await writeFiles(tree.path, { '.github/workflows/ci.yml': 'on: push\n' })
    expect((await collectPatch()).patch.files.map((file) => file.path)).toEqual(['.github/workflows/ci.yml'])
  })

  it('turns a directory into a link or a file and back without reading through it', async () => {
    await rm(at('src'), { recursive: true })
    await mkdir(join(directory, 'outside'), { recursive: true })
    await writeFile(join(directory, 'outside/retry.js'), 'canary from outside\n')
    await symlink(join(directory, 'outside'), at('src'))
    await rm(at('README.md'))
    await writeFiles(tree.path, { 'README.md/inner.txt': 'x\n' })
    const collected = await collectPatch()
    expect(collected.patch.files.map(({ path, status }) => `${status} ${path}`)).toEqual([
      'deleted README.md',
      'added README.md/inner.txt',
      'added src',
      'deleted src/pay.js',
      'deleted src/retry.js',
    ])
    expect(Buffer.from(collected.bundle).includes('canary')).toBe(false)
  })
})

describe('the contents of a collected patch', () => {
  const text = async (bytes: Promise<Uint8Array | undefined>) => {
    const read = await bytes
    return read && Buffer.from(read).toString('utf8')
  }

  it('are both sides of every changed file, and of any other path', async () => {
    await writeFiles(tree.path, { 'src/retry.js': 'once\n', 'new "name"\n.js': 'new\n' })
    await rm(at('tool.sh'))
    const { contents } = await collectPatch()
    expect(await text(contents.before('src/retry.js'))).toBe('retry\n')
    expect(await text(contents.after('src/retry.js'))).toBe('once\n')
    expect(await text(contents.before('new "name"\n.js'))).toBeUndefined()
    expect(await text(contents.after('new "name"\n.js'))).toBe('new\n')
    expect(await text(contents.before('tool.sh'))).toBe('#!/bin/sh\n')
    expect(await text(contents.after('tool.sh'))).toBeUndefined()
    expect(await text(contents.after('README.md'))).toBe('# Sample\n')
    for (const path of ['src', 'nowhere', '', ':/', '*']) expect(await contents.after(path)).toBeUndefined()
  })

  it('do not follow links, and leave out what is too large', async () => {
    await symlink('/etc/passwd', at('password'))
    await writeFile(at('large.js'), Buffer.alloc(4_000_001, 'x'))
    const collected = await workspace.collect({ ...collectOptions(), maxFileBytes: 10_000_000 })
    if (collected.kind !== 'patch') throw new Error(collected.detail)
    expect(await collected.contents.after('password')).toBeUndefined()
    expect(await collected.contents.after('large.js')).toBeUndefined()
  })

  it('have a diff that no attribute of the candidate can empty', async () => {
    await writeFiles(tree.path, { 'src/retry.js': 'once\n', '.gitattributes': '* -diff\n' })
    const diff = await text((await collectPatch()).contents.diff())
    expect(diff).toContain('--- a/src/retry.js\n+++ b/src/retry.js\n@@ -1 +1 @@\n-retry\n+once\n')
  })
})

describe('collect, from a hostile agent', () => {
  it('refuses a 200 MB file by name and size without reading it', async () => {
    await run('truncate', ['--size=200M', at('dump.bin')])
    expect(await collect()).toEqual({
      kind: 'failure',
      failure: 'too-large',
      detail: '"dump.bin" has 209,715,200 bytes; at most 1,000,000 are allowed.',
    })
    const { stdout } = await run('du', ['--summarize', '--bytes', join(dataDir, 'imports')])
    expect(Number.parseInt(stdout, 10)).toBeLessThan(100_000)
  })

  it('refuses a .gitignore of 200 MB before git reads it', async () => {
    await run('truncate', ['--size=200M', at('src/.gitignore')])
    expect(await collect()).toMatchObject({ failure: 'too-large' })
  })

  it('still collects when .git is gone', async () => {
    await rm(at('.git'), { recursive: true })
    await writeFile(at('README.md'), 'changed\n')
    expect((await collectPatch()).patch.files).toHaveLength(1)
  })

  it.each([
    ['the work tree', () => rm(tree.path, { recursive: true })],
    [
      'every file in it',
      async () => {
        for (const name of await readdir(tree.path)) await rm(at(name), { recursive: true })
      },
    ],
  ])('says so when %s is gone', async (_, destroy) => {
    await destroy()
    expect(await collect()).toMatchObject({ kind: 'failure', failure: 'damaged-work-tree' })
  })

  it('does not follow a work tree that became a link', async () => {
    await rm(tree.path, { recursive: true })
    await symlink(directory, tree.path)
    expect(await collect()).toMatchObject({ failure: 'damaged-work-tree', detail: 'The work tree is gone.' })
  })

  it('T8: runs no hook, no monitor, no filter and no diff driver that the candidate planted', async () => {
    const proof = join(dataDir, 'executed')
    const program = `touch ${proof}; cat`
    await writeFiles(tree.path, {
      '.gitattributes': '* filter=evil diff=evil merge=evil\n',
      '.git/info/attributes': '* filter=evil diff=evil\n',
      '.git/hooks/post-index-change': `#!/bin/sh\n${program}\n`,
      '.git/hooks/reference-transaction': `#!/bin/sh\n${program}\n`,
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = !touch executed\n',
      'src/pay.js': 'changed\n',
    })
    for (const hook of await readdir(at('.git/hooks'))) await chmod(at(`.git/hooks/${hook}`), 0o755)
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.hooksPath', at('.git/hooks')],
      ['filter.evil.clean', program],
      ['filter.evil.process', program],
      ['diff.evil.textconv', program],
      ['diff.external', program],
      ['core.sshCommand', program],
    ] as const) {
      await plainGit(tree.path, 'config', key, value)
    }
    await rm(proof, { force: true })
    await whilePushed([await collectPatch()], async () => {})
    await expect(access(proof)).rejects.toThrow()
  })

  it('refuses a repository inside the work tree without looking into it', async () => {
    await mkdir(at('nested'))
    await plainGit(at('nested'), 'init', '--quiet')
    await rm(at('nested/.git/HEAD'))
    await run('mkfifo', [at('nested/.git/HEAD')])
    expect(await collect()).toMatchObject({
      failure: 'damaged-work-tree',
      detail: '"nested/.git" belongs to a git repository inside the work tree; a patch cannot hold one.',
    })
  })

  it('R9: leaves out a repository in a folder that the base does not have, and names it', async () => {
    await writeFiles(tree.path, { 'README.md': 'changed\n', '.worktrees/x/README.md': 'changed there\n' })
    await writeFiles(tree.path, { '.worktrees/x/.git': 'gitdir: ../../.git/worktrees/x\n' })
    const { patch, leftOut } = await collectPatch()
    expect(patch.files.map(({ path }) => path)).toEqual(['README.md'])
    expect(leftOut).toEqual(['.worktrees/x/.git'])
  })

  it('refuses a repository in a folder of the base', async () => {
    await writeFiles(tree.path, { 'README.md': 'changed\n', 'src/.git/HEAD': 'ref: refs/heads/main\n' })
    expect(await collect()).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it.each(['.GIT', '.git ', 'git~1', '.g\u200cit', '.git::$INDEX_ALLOCATION'])(
    'refuses the directory name %j, which some file system takes for .git',
    async (name) => {
      await writeFiles(tree.path, { [`src/${name}/config`]: 'x' })
      expect(await collect()).toMatchObject({ failure: 'damaged-work-tree' })
    },
  )

  it('ignores repositories in ignored directories', async () => {
    await writeFiles(tree.path, { 'node_modules/dependency/.git/HEAD': 'x', 'README.md': 'changed\n' })
    expect((await collectPatch()).patch.files).toHaveLength(1)
  })

  it('leaves out fifos and does not wait for them', async () => {
    await rm(at('README.md'))
    await run('mkfifo', [at('README.md'), at('src/pipe')])
    expect((await collectPatch()).patch.files).toEqual([
      change('README.md', { status: 'deleted', mode: '000000', deletions: 1 }),
    ])
  })

  it.each(['.gitignore', 'src/.gitattributes'])(
    'refuses a fifo called %s, on which git would wait',
    async (name) => {
      await rm(at(name), { force: true })
      await run('mkfifo', [at(name)])
      expect(await collect()).toMatchObject({
        failure: 'damaged-work-tree',
        detail: `"${name}" is not a file.`,
      })
    },
  )

  it('refuses a name that is not text', async () => {
    await writeFile(Buffer.concat([Buffer.from(`${tree.path}/bad-`), Buffer.from([0xff, 0xfe])]), 'x')
    expect(await collect()).toMatchObject({ failure: 'damaged-work-tree' })
  })

  it('keeps the target of a link that leads out as the content of a link', async () => {
    await symlink('/etc/passwd', at('secret'))
    const { patch } = await collectPatch()
    expect(patch.files).toEqual([
      change('secret', {
        status: 'added',
        mode: '120000',
        linkTarget: '/etc/passwd',
        insertions: 1,
        bytes: 11,
      }),
    ])
  })
})

describe("the agent's report", () => {
  const reportOf = async () => (await collectPatch()).report
  beforeEach(() => writeFile(at('README.md'), 'changed\n'))

  it('is read and is no part of the patch', async () => {
    await writeFiles(tree.path, {
      '.speculate/report.json': JSON.stringify({ rationale: 'because', confidence: 0.8, extra: true }),
      '.speculate/notes.md': 'x',
    })
    const { patch, report } = await collectPatch()
    expect(report).toEqual({ rationale: 'because', confidence: 0.8, testsAdded: [], risks: [] })
    expect(patch.files.map((file) => file.path)).toEqual(['README.md'])
  })

  it('may be missing', async () => {
    expect(await reportOf()).toEqual({ rationale: '', testsAdded: [], risks: [] })
  })

  it.each([
    ['not JSON', 'passed!', 'it is not valid JSON'],
    ['too large', ' '.repeat(70_000), 'it is larger than 64 KB'],
    ['wrong', '{"confidence": 2}', 'confidence'],
  ])('is left out, and says so, when it is %s', async (_, content, why) => {
    await writeFiles(tree.path, { '.speculate/report.json': content })
    const report = await reportOf()
    expect(report.confidence).toBeUndefined()
    expect(report.risks).toEqual([expect.stringContaining(why)])
  })

  it('is never read through a link, of its own or of its directory, nor from a fifo', async () => {
    const key = join(directory, 'outside-report')
    await writeFiles(key, { 'report.json': '{"rationale":"canary"}' })
    await symlink(key, at('.speculate'))
    expect((await reportOf()).rationale).toBe('')
    await rm(at('.speculate'))
    await mkdir(at('.speculate'))
    await symlink(join(key, 'report.json'), at('.speculate/report.json'))
    expect(await reportOf()).toMatchObject({
      rationale: '',
      risks: [expect.stringContaining('regular file')],
    })
    await rm(at('.speculate/report.json'))
    await run('mkfifo', [at('.speculate/report.json')])
    expect((await reportOf()).rationale).toBe('')
  })
})

describe('objects on the remote', () => {
  const refs = async () => (await plainGit(sample.path, 'for-each-ref', '--format=%(refname)')).split('\n')

  it('are exactly the files of the candidate, below a ref that is no branch and no tag', async () => {
    await writeFiles(tree.path, {
      'big.bin': Buffer.alloc(900_000, 7),
      'windows.bat': 'x\r\n',
      'new/a.txt': 'a',
    })
    await chmod(at('tool.sh'), 0o755)
    await rename(at('src/pay.js'), at('src/payment.js'))
    await symlink('src/payment.js', at('link'))
    const before = await refs()
    const collected = await collectPatch()
    const { commit, tree: id } = collected.patch
    const clone = join(dataDir, 'clone')
    await whilePushed([collected], async (trees) => {
      expect((await refs()).filter((ref) => !before.includes(ref))).toEqual([
        `refs/speculate/objects/${commit}`,
      ])
      expect(await plainGit(sample.path, 'rev-parse', `${commit}^{tree}`)).toBe(id)
      const lines = (trees.get(commit) ?? []).map(
        ({ mode, type, sha, path }) => `${mode} ${type} ${sha}\t${path}`,
      )
      expect(lines.join('\n')).toBe(await plainGit(sample.path, 'ls-tree', commit))
      await plainGit(dataDir, 'clone', '--quiet', sample.url, clone)
      await plainGit(clone, 'fetch', '--quiet', 'origin', `refs/speculate/objects/${commit}`)
      await plainGit(clone, 'checkout', '--quiet', commit)
    })
    const { stdout } = await run(
      'diff',
      ['--recursive', '--no-dereference', '--exclude=.git', '--exclude=windows.bat', clone, tree.path],
      { mayFail: true },
    )
    expect(stdout).toBe('')
    expect((await stat(join(clone, 'tool.sh'))).mode & 0o111).not.toBe(0)
    expect(await readlink(join(clone, 'link'))).toBe('src/payment.js')
    expect(await refs()).toEqual(before)
  })

  it('go in one push for several patches, and what another process has left there goes with them', async () => {
    await writeFile(at('README.md'), 'first\n')
    const first = await collectPatch()
    await writeFile(at('README.md'), 'second\n')
    const second = await collectPatch()
    const before = await refs()
    await plainGit(sample.path, 'update-ref', 'refs/speculate/objects/left-over', sample.base)
    await whilePushed([first, second], async (trees) => {
      expect([...trees.keys()]).toEqual([first.patch.commit, second.patch.commit])
      expect(await refs()).toHaveLength(before.length + 3)
    })
    expect(await refs()).toEqual(before)
    await whilePushed([first], async () => {})
  })

  it('are let go of also when the work fails, and its error is what is told', async () => {
    await writeFile(at('README.md'), 'x\n')
    const before = await refs()
    const failing = whilePushed([await collectPatch()], () => Promise.reject(new Error('no commit')))
    await expect(failing).rejects.toThrow('no commit')
    expect(await refs()).toEqual(before)
  })

  it('can come from a machine that has never seen the repository', async () => {
    await writeFile(at('README.md'), 'from far away\n')
    const collected = await collectPatch()
    const elsewhere = await temporaryFolder()
    workspace = createWorkspace({ dataDir: elsewhere })
    await whilePushed([collected], async () => {
      const text = await plainGit(sample.path, 'show', `${collected.patch.commit}:README.md`)
      expect(text).toBe('from far away')
    })
    await rm(elsewhere, { recursive: true })
  })

  it.each(['main', '--force', 'refs/heads/main', ''])('take no commit that is called %j', async (commit) => {
    await writeFile(at('README.md'), 'x\n')
    const { bundle } = await collectPatch()
    const commits = [{ commit, bundle }]
    const push = workspace.withObjects(
      { repository, remote: remote(), base: sample.base, commits },
      async () => {},
    )
    await expect(push).rejects.toThrow('not a commit id')
  })
})

describe('over HTTP', () => {
  let server: GitServer
  beforeEach(async () => {
    server = await startGitServer(join(directory, 'server'), AUTHORIZATION)
  })
  afterEach(() => server.close())

  it('fetches once for one base and pushes, with an authorization that is nowhere on disk', async () => {
    const http = { url: `${server.url}/acme/payments.git`, authorization: AUTHORIZATION }
    workspace = createWorkspace({ dataDir: join(directory, 'http') })
    tree = await workspace.prepare({ ...request('over-http'), remote: http })
    const fetched = server.requests.length
    expect(fetched).toBeGreaterThan(0)
    await workspace.prepare({ ...request('again'), remote: http })
    expect(server.requests).toHaveLength(fetched)
    await writeFile(at('README.md'), 'over http\n')
    const { patch, bundle } = await collectPatch()
    const commits = [{ commit: patch.commit, bundle }]
    await workspace.withObjects({ repository, remote: http, base: sample.base, commits }, async () => {
      expect(await plainGit(sample.path, 'show', `${patch.commit}:README.md`)).toBe('over http')
    })
    for (const word of [AUTHORIZATION, AUTHORIZATION.slice(6), 'canary-7f3a']) {
      const { exitCode } = await run('grep', ['-r', '-F', '-q', word, join(directory, 'http')], {
        mayFail: true,
      })
      expect(exitCode).toBe(1)
    }
  })

  it('reaches a commit below the tip also where a server knows only the old protocol', async () => {
    const other = await createSampleRepository(join(directory, 'old'))
    const tree = await plainGit(other.path, 'rev-parse', 'main^{tree}')
    const tip = await plainGit(other.path, 'commit-tree', '-p', other.base, '-m', 'tip', tree)
    await plainGit(other.path, 'update-ref', 'refs/heads/main', tip)
    const old = await startGitServer(join(directory, 'old/server'), undefined, { version: 0 })
    workspace = createWorkspace({ dataDir: join(directory, 'old-data') })
    const remote = { url: `${old.url}/acme/payments.git`, authorization: undefined }
    const { path } = await workspace.prepare({ ...request('old'), base: other.base, remote })
    expect(await plainGit(path, 'rev-parse', 'HEAD')).toBe(other.base)
    const never = workspace.prepare({ ...request('never'), base: 'a'.repeat(40), remote })
    await expect(never).rejects.toThrow('git fetch failed')
    await old.close()
  })

  it('fails with the server’s answer, without asking anybody for a password', async () => {
    const remote = { url: `${server.url}/acme/payments.git`, authorization: 'Basic wrong' }
    workspace = createWorkspace({ dataDir: join(directory, 'unreached') })
    const error = await workspace.prepare({ ...request('refused'), remote }).catch(String)
    expect(error).toMatch(/git fetch failed .*Authentication failed|could not read Username/s)
    expect(error).not.toContain('wrong')
  })

  it.each(['ext::sh -c x', 'ssh://example.org/x', '/etc', '--upload-pack=x'])(
    'never talks to %s',
    async (url) => {
      workspace = createWorkspace({ dataDir: join(directory, 'unreached') })
      await expect(
        workspace.prepare({ ...request('odd'), remote: { url, authorization: undefined } }),
      ).rejects.toThrow()
    },
  )
})

describe('dispose', () => {
  it('removes everything of the attempt, also read-only directories, and nothing behind a link', async () => {
    await writeFiles(directory, { 'precious/file': 'x' })
    await symlink(join(directory, 'precious'), at('way-out'))
    await mkdir(at('locked/inner'), { recursive: true })
    await chmod(at('locked/inner'), 0o000)
    await chmod(at('locked'), 0o500)
    await workspace.dispose('one')
    await workspace.dispose('one')
    await expect(access(tree.path)).rejects.toThrow()
    await expect(access(tree.home)).rejects.toThrow()
    expect(await readdir(join(dataDir, 'imports'))).not.toContain('one.git')
    expect(await readFile(join(directory, 'precious/file'), 'utf8')).toBe('x')
  })
})

function change(path: string, rest: object) {
  return { path, mode: '100644', insertions: 0, deletions: 0, binary: false, bytes: 0, ...rest }
}
