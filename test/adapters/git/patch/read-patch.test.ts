import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../../src/adapters/git/create-workspace.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { createSampleRepository, plainGit, type SampleRepository, writeFiles } from '../sample-repository.ts'

let directory: string
let sample: SampleRepository
/** A clone of a person. */
let clone: string

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
  clone = join(directory, 'clone')
  await plainGit(directory, 'clone', '--quiet', sample.path, clone)
})

const git = (...args: string[]) => plainGit(clone, ...args)

/** Pushed as a branch of its own. */
async function commit(from: string, files: Record<string, string | Buffer>): Promise<string> {
  await git('checkout', '--quiet', '--detach', from)
  await writeFiles(clone, files)
  return publish()
}

async function publish(): Promise<string> {
  await git('add', '--all')
  await git('commit', '--quiet', '--allow-empty', '-m', 'x')
  const id = await git('rev-parse', 'HEAD')
  await git('push', '--quiet', 'origin', `HEAD:refs/heads/branch-${id}`)
  return id
}

async function merge(first: string, second: string): Promise<string> {
  await git('checkout', '--quiet', '--detach', first)
  await git('merge', '--quiet', '--no-ff', '-m', 'merge', second)
  const id = await git('rev-parse', 'HEAD')
  await git('push', '--quiet', 'origin', `HEAD:refs/heads/branch-${id}`)
  return id
}

const read = (commit: string, tip = sample.base) =>
  createWorkspace({ dataDir: join(directory, 'data') }).readPatch({
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url, authorization: undefined },
    base: sample.base,
    tip,
    commit,
  })

describe('the patch of a pull request', () => {
  it('is what its head changes on the base, with sizes, modes and both sides of every file', async () => {
    await git('checkout', '--quiet', '--detach', sample.base)
    await symlink('../../etc/passwd', join(clone, 'out'))
    await git('mv', 'src/retry.js', 'src/again.js')
    const head = await commit('HEAD', { 'src/pay.js': 'new\n', 'deep/a.bin': Buffer.from([0, 1, 2]) })
    const found = await read(head)
    if (found.kind !== 'patch') throw new Error(found.detail)
    expect(found.patch).toMatchObject({
      base: sample.base,
      commit: head,
      tree: await git('rev-parse', `${head}^{tree}`),
    })
    expect(found.patch.files).toMatchObject([
      { path: 'deep/a.bin', status: 'added', binary: true, bytes: 3 },
      { path: 'out', mode: '120000', linkTarget: '../../etc/passwd', bytes: 16 },
      { path: 'src/again.js', previousPath: 'src/retry.js', status: 'renamed', bytes: 6 },
      { path: 'src/pay.js', status: 'modified', insertions: 1, deletions: 30, bytes: 4 },
    ])
    const text = async (side: Promise<Uint8Array | undefined>) => Buffer.from((await side) ?? []).toString()
    expect(await text(found.contents.before('src/pay.js'))).toContain('line 29')
    expect(await text(found.contents.after('src/pay.js'))).toBe('new\n')
  })

  it('is told from where it parts from a base branch that has moved on, and leaves out what is not its own', async () => {
    const tip = await commit(sample.base, { 'elsewhere.txt': 'by somebody else\n' })
    const behind = await commit(sample.base, { 'mine.txt': 'mine\n' })
    const ahead = await merge(behind, tip)
    for (const [head, base] of [
      [behind, sample.base],
      [ahead, tip],
    ] as const) {
      const found = await read(head, tip)
      expect(found).toMatchObject({ kind: 'patch', patch: { base, files: [{ path: 'mine.txt' }] } })
    }
  })

  it('says which files hold a word after it, as a whole word and nothing else', async () => {
    const head = await commit(sample.base, {
      'a.go': 'func helper() int { return 1 }\n',
      'b b.go': 'x := helper()\n',
      'c.go': 'func helpers() {}\nfunc my_helper() {}\nvar a = "help.r"\n',
    })
    const found = await read(head)
    if (found.kind !== 'patch') throw new Error(found.detail)
    expect(await found.contents.naming?.('helper')).toEqual(['a.go', 'b b.go'])
    expect(await found.contents.naming?.('help.r')).toEqual(['c.go'])
    expect(await found.contents.naming?.('--all')).toEqual([])
  })

  it('is empty where nothing is changed, which a gate rejects', async () => {
    expect(await read(await commit(sample.base, {}))).toMatchObject({ kind: 'patch', patch: { files: [] } })
  })

  it('is none without a common commit', async () => {
    await git('checkout', '--quiet', '--orphan', 'alone')
    const head = await publish()
    expect(await read(head)).toMatchObject({
      kind: 'failure',
      failure: 'not-one-patch',
      detail: 'It has no commit in common with the base branch.',
    })
  })

  // The fix is on one side, and the head takes it back: told from the other side, nothing has changed.
  it('is none where its history could hide a change', async () => {
    const side = await commit(sample.base, { 'side.txt': 'side\n' })
    const fix = await commit(sample.base, { 'src/retry.js': 'fixed\n' })
    const tip = await merge(fix, side)
    const both = await merge(side, fix)
    const head = await commit(both, { 'src/retry.js': 'retry\n' })
    expect(await read(head, tip)).toMatchObject({
      kind: 'failure',
      detail: 'It parts from the base branch in more than one place: rebase it.',
    })
  })

  it('is none where other workflows were in force: their checks prove nothing here', async () => {
    const tip = await commit(sample.base, { '.github/workflows/ci.yml': 'on: push\n' })
    const head = await commit(tip, { 'mine.txt': 'mine\n' })
    expect(await read(head, tip)).toMatchObject({
      kind: 'failure',
      detail: expect.stringContaining('where .github holds something else than in this run'),
    })
  })

  it('is read of whole commit ids only', async () => {
    await expect(read('HEAD')).rejects.toThrow('not a commit id')
    await expect(read(sample.base, '--all')).rejects.toThrow('not a commit id')
  })
})
