import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../../src/adapters/git/create-workspace.ts'
import type { Workspace } from '../../../../src/ports/workspace.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import {
  createSampleRepository,
  plainGit,
  SAMPLE_FILES,
  type SampleRepository,
} from '../sample-repository.ts'

let directory: string
let dataDir: string
let sample: SampleRepository
let workspace: Workspace

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
  dataDir = join(directory, 'data')
})
beforeEach(async () => {
  workspace = createWorkspace({ dataDir })
})

type Blob = string | Buffer
/** By path: text of a file, or a mode with text (`120000 target`); undefined where it is deleted. */
type Tree = Readonly<Record<string, Blob | { readonly mode: string; readonly content: string } | undefined>>

/** A commit of these changes to `parent`'s files, made of objects alone, as only somebody who pushes by hand would. */
async function push(changes: Tree, parent: string | null = sample.base): Promise<string> {
  const index = join(directory, `index-${Math.random()}`)
  const git = async (args: readonly string[], input: Blob = '') => {
    const env = { GIT_INDEX_FILE: index, GIT_DIR: sample.path, ...IDENTITY }
    return (await execa('git', args, { env, input })).stdout
  }
  await git(['read-tree', sample.base])
  for (const [path, change] of Object.entries(changes)) {
    if (change === undefined) {
      await git(['update-index', '--index-info'], `0 ${'0'.repeat(40)}\t${path}\n`)
      continue
    }
    const { mode, content } =
      typeof change === 'string' || Buffer.isBuffer(change) ? { mode: '100644', content: change } : change
    const id = mode === '160000' ? content : await git(['hash-object', '-w', '--stdin'], content)
    await git(['update-index', '--add', '--cacheinfo', `${mode},${String(id)},${path}`])
  }
  return commit(await git(['write-tree']), parent)
}

async function commit(tree: string, parent: string | null): Promise<string> {
  const parents = parent === null ? [] : ['-p', parent]
  const id = await plainGit(sample.path, 'commit-tree', ...parents, '-m', 'whatever', tree)
  await plainGit(sample.path, 'update-ref', 'refs/heads/inbox', id)
  return id
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
}

const collect = (pushed: string, { maxFileBytes = 1_000_000 } = {}) =>
  workspace.collectCommit({
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url, authorization: undefined },
    name: 'one',
    base: sample.base,
    commit: pushed,
    message: 'Candidate one for #12',
    author: { name: 'Speculate', email: 'speculate@example.org' },
    maxFileBytes,
    date: '2026-02-03T04:05:06.000Z',
  })

async function patchOf(pushed: string) {
  const collected = await collect(pushed)
  if (collected.kind !== 'patch') throw new Error(`${collected.failure}: ${collected.detail}`)
  return collected
}

describe('collecting what was pushed', () => {
  it('takes its files as one commit on the base, whatever the commit says and stands on', async () => {
    const history = await push({ 'secret-plan.txt': 'x\n' })
    const changes = { 'README.md': '# Changed\n', 'new/a b.txt': 'new\n', 'src/retry.js': undefined }
    const [one, two, orphan] = [
      await patchOf(await push(changes)),
      await patchOf(await push(changes, history)),
      await patchOf(await push(changes, null)),
    ]
    expect(one.patch.files.map(({ path, status }) => [path, status])).toEqual([
      ['README.md', 'modified'],
      ['new/a b.txt', 'added'],
      ['src/retry.js', 'deleted'],
    ])
    expect(two.patch).toEqual(one.patch)
    expect(orphan.patch).toEqual(one.patch)
    expect(Buffer.from((await one.contents.after('README.md')) ?? []).toString()).toBe('# Changed\n')
  })

  it('keeps modes, binaries and links as they are, and checks nothing out', async () => {
    const { patch } = await patchOf(
      await push({
        'tool.sh': { mode: '100755', content: '#!/bin/sh\n' },
        'logo.bin': Buffer.from([0, 9, 9]),
        'out.md': { mode: '120000', content: '/etc/passwd' },
      }),
    )
    expect(patch.files).toMatchObject([
      { path: 'logo.bin', binary: true, bytes: 3 },
      { path: 'out.md', mode: '120000', linkTarget: '/etc/passwd' },
      { path: 'tool.sh', mode: '100755' },
    ])
    expect(await readdir(join(dataDir, 'attempts')).catch(() => [])).toEqual([])
  })

  it('leaves a submodule and protected files in the patch for the guard to see', async () => {
    const { patch } = await patchOf(
      await push({
        vendor: { mode: '160000', content: sample.base },
        '.github/workflows/evil.yml': 'on: push\n',
      }),
    )
    expect(patch.files).toMatchObject([
      { path: '.github/workflows/evil.yml' },
      { path: 'vendor', mode: '160000' },
    ])
  })

  it('reads the report out of the commit, and leaves it out of the patch', async () => {
    const report = JSON.stringify({ rationale: 'Because.', confidence: 0.5 })
    const collected = await patchOf(await push({ 'README.md': 'x\n', '.speculate/report.json': report }))
    expect(collected.report).toMatchObject({ rationale: 'Because.', confidence: 0.5 })
    expect(collected.patch.files.map(({ path }) => path)).toEqual(['README.md'])
  })

  it.each([
    ['a link', { mode: '120000', content: '/etc/passwd' }, 'it is not a regular file'],
    ['not JSON', '{', 'it is not valid JSON'],
    ['large', 'x'.repeat(70_000), 'it is larger than 64 KB'],
  ])('leaves out a report that is %s, and says so', async (_, file, why) => {
    const { report } = await patchOf(await push({ 'README.md': 'x\n', '.speculate/report.json': file }))
    expect(report.risks).toEqual([`The agent's own report was left out: ${why}.`])
  })

  it.each([
    ['the base itself', 'no-changes', async () => sample.base],
    ['nothing but a report', 'no-changes', () => push({ '.speculate/report.json': '{}' })],
    ['a file that is too large', 'too-large', () => push({ 'big.txt': 'x'.repeat(2_000) })],
    ['a long link', 'too-large', () => push({ l: { mode: '120000', content: 'x'.repeat(4_500) } })],
    ['no file any more', 'damaged-work-tree', () => push(everythingDeleted())],
  ])('is a failure for %s', async (_, failure, prepare) => {
    expect(
      await collect(await prepare(), { maxFileBytes: 5_000 - 3_500 * Number(failure === 'too-large') }),
    ).toMatchObject({ kind: 'failure', failure })
  })

  it('takes no tree that holds a git directory', async () => {
    const blob = await plainGit(sample.path, 'rev-parse', `${sample.base}:README.md`)
    const inner = await tree(`100644 blob ${blob}\tconfig\n`)
    const pushed = await commit(
      await tree(`100644 blob ${blob}\ta\n040000 tree ${inner}\t.git\n`),
      sample.base,
    )
    const collected = await collect(pushed).catch((error: unknown) => String(error))
    expect(JSON.stringify(collected)).toMatch(/\.git|hasDotgit/i)
    expect(collected).not.toMatchObject({ kind: 'patch' })
  })

  it('T8: takes no tree with a name that some system reads as a git directory', async () => {
    const blob = await plainGit(sample.path, 'rev-parse', `${sample.base}:README.md`)
    // Git itself refuses only the first of the short names (fsck.hasDotgit).
    for (const name of ['git~2', 'src/git~3. ']) {
      const [folder, inner = folder] = name.split('/')
      const leaf = await tree(`100644 blob ${blob}\t${inner}\n`)
      const root = name.includes('/') ? await tree(`040000 tree ${leaf}\t${folder}\n`) : leaf
      const pushed = await commit(root, sample.base)
      const collected = await collect(pushed).catch((error: unknown) => String(error))
      expect(collected, name).toMatchObject({
        kind: 'failure',
        detail: expect.stringContaining('git repository'),
      })
    }
  })

  it.each(['main', '--upload-pack=x', ''])('takes no commit that is called %j', async (name) => {
    await expect(collect(name)).rejects.toThrow('not a commit id')
  })

  it('leaves nothing after it was disposed of', async () => {
    await patchOf(await push({ 'README.md': 'x\n' }))
    await workspace.dispose('one')
    expect(await readdir(join(dataDir, 'imports'))).toEqual([])
    expect(await readdir(join(dataDir, 'leases'))).toEqual([])
  })
})

function everythingDeleted(): Tree {
  return Object.fromEntries([...Object.keys(SAMPLE_FILES), 'link.md'].map((path) => [path, undefined]))
}

/** Also one that git's own commands would not write. */
async function tree(listing: string): Promise<string> {
  const { stdout } = await execa('git', ['mktree'], { env: { GIT_DIR: sample.path }, input: listing })
  return stdout
}
