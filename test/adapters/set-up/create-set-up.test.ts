import { chmod, readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspace, type LocalWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import { hostAsSandbox } from '../../../src/adapters/sandbox/host-as-sandbox.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
  writeFiles,
} from '../git/sample-repository.ts'
import { inSandbox } from '../sandbox/test-sandbox.ts'

const repository = { owner: 'acme', repo: 'payments' }
const FILES = {
  'package.json': '{"dependencies": {"sums": "file:packages/sums"}}',
  'packages/sums/index.js': 'export const two = 2\n',
  'src/pay.js': 'pay\n',
}
let directory: string
let sample: SampleRepository
let workspace: LocalWorkspace

beforeEach(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory, FILES)
  workspace = createWorkspace({ dataDir: join(directory, 'data'), sandbox: hostAsSandbox })
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const remote = () => ({ url: sample.url, authorization: undefined })
const prepare = (name: string, setUp: readonly string[], base = sample.base) =>
  workspace.prepare({ repository, remote: remote(), base, name, setUp })
/** Makes a folder, a folder of a name that no tool uses, and a file in a folder of the base; counts how often it runs. */
const install = () =>
  `echo once >> ${directory}/runs; mkdir -p node_modules/sums fetched/deep && cp packages/sums/index.js node_modules/sums && echo a > fetched/deep/a && echo b > src/made.js && echo more >> src/pay.js`
const runs = async () => (await readFile(join(directory, 'runs'), 'utf8')).split('\n').length - 1

/** A commit on the base with these files. */
async function commitOf(files: Readonly<Record<string, string>>): Promise<string> {
  const clone = join(directory, 'clone')
  await plainGit(directory, 'clone', '--quiet', sample.path, clone)
  await writeFiles(clone, files)
  await plainGit(clone, 'add', '--all')
  await plainGit(clone, 'commit', '--quiet', '--message=next')
  await plainGit(clone, 'push', '--quiet', 'origin', 'main')
  const commit = await plainGit(clone, 'rev-parse', 'HEAD')
  await rm(clone, { recursive: true })
  return commit
}

describe('what a set-up makes', () => {
  it('R4: lies in every work tree, a copy of its own, and the commands run once', async () => {
    const [one, two] = [await prepare('one', [install()]), await prepare('two', [install()])]
    expect(one.setUp).toMatchObject({ kind: 'installed', laid: ['fetched', 'node_modules', 'src/made.js'] })
    await writeFile(join(one.path, 'node_modules/sums/index.js'), 'changed by one\n')
    await writeFile(join(one.path, 'src/made.js'), 'changed by one\n')
    const three = await prepare('three', [install()])
    for (const { path } of [two, three]) {
      expect(await readFile(join(path, 'node_modules/sums/index.js'), 'utf8')).toBe('export const two = 2\n')
      expect(await readFile(join(path, 'src/made.js'), 'utf8')).toBe('b\n')
      // What the base tracks is as the base has it.
      expect(await readFile(join(path, 'src/pay.js'), 'utf8')).toBe('pay\n')
    }
    expect(await runs()).toBe(1)
  })

  it('R4: is made again for another lock file or manifest, and only then', async () => {
    await prepare('one', [install()])
    const otherCode = await commitOf({ 'src/other.js': 'paid\n' })
    await prepare('two', [install()], otherCode)
    expect(await runs()).toBe(1)
    const otherLock = await commitOf({ 'packages/sums/package-lock.json': '{}' })
    await prepare('three', [install()], otherLock)
    expect(await runs()).toBe(2)
  })

  it('R4: is part of no patch, changed or not, and what the agent wrote beside it is', async () => {
    const workTree = await prepare('one', [install()])
    await writeFile(join(workTree.path, 'fetched/deep/a'), 'changed\n')
    await writeFile(join(workTree.path, 'fetched/new'), 'new\n')
    await writeFile(join(workTree.path, 'src/made.js'), 'changed\n')
    await writeFile(join(workTree.path, 'src/retry.js'), 'retry\n')
    const collected = await workspace.collect({
      workTree,
      base: sample.base,
      message: 'Candidate one',
      author: { name: 'Speculate', email: 'speculate@example.org' },
      maxFileBytes: 1_000_000,
      date: '2026-01-02T00:00:00Z',
    })
    if (collected.kind !== 'patch') throw new Error(collected.detail)
    expect(collected.patch.files.map(({ path }) => path)).toEqual(['src/retry.js'])
    expect(collected.leftOut).toBeUndefined()
  })

  it('R4: gives way to a file of the same name that a later base tracks', async () => {
    await prepare('one', [install()])
    const later = await commitOf({ fetched: 'a file\n' })
    const { path, setUp } = await prepare('two', [install()], later)
    expect(setUp).toMatchObject({ laid: ['node_modules', 'src/made.js'] })
    expect(await readFile(join(path, 'fetched'), 'utf8')).toBe('a file\n')
  })
})

const RECORD = JSON.stringify({
  ...{ tree: ['a'], home: [], madeIn: { tree: '/tree', home: '/home' }, naming: { tree: [], home: [] } },
  ...{ kilobytes: 1, madeAt: '2026-01-02T00:00:00Z' },
})

describe('what is kept', () => {
  it('R4: is what was used last, eight at most, and nothing of two weeks ago', async () => {
    const kept = join(directory, 'data/set-ups')
    const stale = join(kept, 'stale')
    await writeFiles(stale, { 'made.json': RECORD, 'files/a': 'a' })
    const longAgo = new Date(Date.now() - 15 * 24 * 3_600_000)
    await utimes(join(stale, 'made.json'), longAgo, longAgo)
    for (let age = 1; age <= 9; age++) {
      const folder = join(kept, `used-${age}`)
      await writeFiles(folder, { 'made.json': RECORD, 'files/a': 'a' })
      const then = new Date(Date.now() - age * 3_600_000)
      await utimes(join(folder, 'made.json'), then, then)
    }
    await prepare('one', [install()])
    const left = await Promise.all(
      (await readdir(kept)).map(async (name) => [name, (await readdir(join(kept, name))).includes('files')]),
    )
    const names = left.filter(([, isThere]) => isThere).map(([name]) => name)
    expect(names).toHaveLength(8)
    expect(names).toEqual(expect.arrayContaining(['used-1', 'used-7']))
    expect(names).not.toContain('stale')
  })
})

describe('a set-up that fails', () => {
  it('R4: says which command, how it ended and its last words, and leaves the work tree as the base', async () => {
    const { setUp } = await prepare('one', ['true', 'echo no such package: sums >&2; exit 3', 'touch late'])
    expect(setUp).toEqual({
      kind: 'failed',
      reason: 'echo no such package: sums >&2; exit 3 ends with exit code 3: no such package: sums',
    })
  })

  it('R4: shows nobody the password of a proxy or a registry', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://user:s3cret%2Fword@proxy.example:8080')
    vi.stubEnv('PIP_INDEX_URL', 'https://token:canary-7f3a@pypi.example/simple')
    const { setUp } = await prepare('one', ['echo "$HTTPS_PROXY $PIP_INDEX_URL s3cret/word"; exit 1'])
    const reason = setUp?.kind === 'failed' ? setUp.reason : ''
    expect(reason).toContain('@proxy.example:8080')
    expect(reason).toContain('@pypi.example/simple')
    expect(reason).not.toMatch(/s3cret|canary|token/)
  })
})

describe('what a set-up may see', () => {
  inSandbox('R4: has a network and the registry, and no secret of this process', async () => {
    workspace = createWorkspace({ dataDir: join(directory, 'data'), sandbox: createBubblewrap() })
    vi.stubEnv('npm_config_registry', 'https://registry.example/')
    vi.stubEnv('PRIVATE_KEY', 'canary-7f3a')
    const command = `env > made-env; readlink /proc/self/ns/net > made-net; cat ${directory}/outside > made-outside 2>&1 || true`
    await writeFile(join(directory, 'outside'), 'canary-7f3a\n')
    const { path, setUp } = await prepare('one', [command])
    expect(setUp).toMatchObject({ kind: 'installed' })
    const made = (name: string) => readFile(join(path, name), 'utf8')
    expect(await made('made-env')).toContain('npm_config_registry=https://registry.example/')
    expect(await made('made-env')).not.toContain('canary-7f3a')
    expect(await made('made-outside')).not.toContain('canary-7f3a')
    expect((await made('made-net')).trim()).toBe(await readlink('/proc/self/ns/net'))
  })

  inSandbox('R4: may install by the pip of pyenv, whose own folder it cannot write to', async () => {
    workspace = createWorkspace({ dataDir: join(directory, 'data'), sandbox: createBubblewrap() })
    const [shim, rehash] = [join(directory, '.pyenv/shims/pip'), '.pyenv/pyenv.d/exec/pip-rehash/pip']
    await writeFiles(directory, {
      '.pyenv/shims/pip': `#!/bin/sh\necho installed > made\ntest ! -x ${directory}/${rehash} || ${directory}/${rehash}\n`,
      [rehash]: `#!/bin/sh\necho again > ${directory}/.pyenv/shims/pip3\n`,
    })
    await Promise.all([shim, join(directory, rehash)].map((path) => chmod(path, 0o755)))
    vi.stubEnv('PATH', `${dirname(shim)}:${process.env.PATH}`)
    const { setUp } = await prepare('one', ['pip install sums'])
    expect(setUp).toMatchObject({ kind: 'installed', laid: ['made'] })
  })
})
