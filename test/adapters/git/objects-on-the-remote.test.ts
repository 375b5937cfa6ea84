import { once } from 'node:events'
import { chmod, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { type GitServer, startGitServer } from './git-server.ts'
import { createSampleRepository, plainGit, run, writeFiles } from './sample-repository.ts'
import { repository, useWorkspace, waiting } from './use-workspace.ts'

const on = useWorkspace()

const AUTHORIZATION = `Basic ${Buffer.from('x-access-token:canary-7f3a').toString('base64')}`

describe('objects on the remote', () => {
  const refs = async () => (await plainGit(on.sample.path, 'for-each-ref', '--format=%(refname)')).split('\n')
  /** As a process that died. */
  const leave = (place: string) =>
    plainGit(on.sample.path, 'update-ref', `refs/speculate/objects/${place}`, on.sample.base)
  const aPatch = async () => {
    await writeFile(on.at('README.md'), 'a patch\n')
    return on.collectPatch()
  }

  it('are exactly the files of the candidate, below a ref that is no branch and no tag', async () => {
    await writeFiles(on.tree.path, {
      'big.bin': Buffer.alloc(900_000, 7),
      'windows.bat': 'x\r\n',
      'new/a.txt': 'a',
    })
    await chmod(on.at('tool.sh'), 0o755)
    await rename(on.at('src/pay.js'), on.at('src/payment.js'))
    await symlink('src/payment.js', on.at('link'))
    const before = await refs()
    const collected = await on.collectPatch()
    const { commit, tree: id } = collected.patch
    const clone = join(on.dataDir, 'clone')
    await on.whilePushed([collected], async (trees) => {
      expect((await refs()).filter((ref) => !before.includes(ref))).toEqual([
        `refs/speculate/objects/12/1/${commit}`,
      ])
      expect(await plainGit(on.sample.path, 'rev-parse', `${commit}^{tree}`)).toBe(id)
      const lines = (trees.get(commit) ?? []).map(
        ({ mode, type, sha, path }) => `${mode} ${type} ${sha}\t${path}`,
      )
      expect(lines.join('\n')).toBe(await plainGit(on.sample.path, 'ls-tree', commit))
      await plainGit(on.dataDir, 'clone', '--quiet', on.sample.url, clone)
      await plainGit(clone, 'fetch', '--quiet', 'origin', `refs/speculate/objects/12/1/${commit}`)
      await plainGit(clone, 'checkout', '--quiet', commit)
    })
    const { stdout } = await run(
      'diff',
      ['--recursive', '--no-dereference', '--exclude=.git', '--exclude=windows.bat', clone, on.tree.path],
      { mayFail: true },
    )
    expect(stdout).toBe('')
    expect((await stat(join(clone, 'tool.sh'))).mode & 0o111).not.toBe(0)
    expect(await readlink(join(clone, 'link'))).toBe('src/payment.js')
    expect(await refs()).toEqual(before)
  })

  it('go in one push for several patches, and what another process has left there for the issue goes with them', async () => {
    await writeFile(on.at('README.md'), 'first\n')
    const first = await on.collectPatch()
    await writeFile(on.at('README.md'), 'second\n')
    const second = await on.collectPatch()
    const before = await refs()
    await leave('12/2/left-over')
    await on.whilePushed([first, second], async (trees) => {
      expect([...trees.keys()]).toEqual([first.patch.commit, second.patch.commit])
      expect(await refs()).toHaveLength(before.length + 3)
    })
    expect(await refs()).toEqual(before)
    await on.whilePushed([first], async () => {})
  })

  it('are removed of one issue and stay of every other', async () => {
    const before = await refs()
    for (const place of ['12/1/a', '12/2/b', '1/1/c', '120/1/d']) await leave(place)
    const others = ['refs/speculate/objects/1/1/c', 'refs/speculate/objects/120/1/d']
    const request = { remote: on.remote(), waiting }
    await on.workspace.removeObjects(request)
    expect(await refs()).toEqual([...before, ...others])
    await on.workspace.removeObjects(request)
    await on.whilePushed([await aPatch()], async () => {})
    expect(await refs()).toEqual([...before, ...others])
    for (const issue of [1, 120]) await on.workspace.removeObjects({ ...request, waiting: { issue, run: 9 } })
    expect(await refs()).toEqual(before)
  })

  it('that cannot be removed do not keep the work from being used', async () => {
    const hook = join(on.sample.path, 'hooks/pre-receive')
    const refuse = () => writeFile(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const before = await refs()
    const done = await on.whilePushed([await aPatch()], async () => {
      await refuse()
      return 'made'
    })
    expect(done).toEqual({ made: 'made', areLeft: true })
    await rm(hook)
    expect(await on.whilePushed([await aPatch()], async () => 'again')).toEqual({
      made: 'again',
      areLeft: false,
    })
    expect(await refs()).toEqual(before)
  })

  it('are let go of also when the work fails, and its error is what is told', async () => {
    await writeFile(on.at('README.md'), 'x\n')
    const before = await refs()
    const failing = on.whilePushed([await on.collectPatch()], () => Promise.reject(new Error('no commit')))
    await expect(failing).rejects.toThrow('no commit')
    expect(await refs()).toEqual(before)
  })

  it('can come from a machine that has never seen the repository', async () => {
    await writeFile(on.at('README.md'), 'from far away\n')
    const collected = await on.collectPatch()
    const elsewhere = await temporaryFolder()
    on.workspace = createWorkspace({ dataDir: elsewhere })
    await on.whilePushed([collected], async () => {
      const text = await plainGit(on.sample.path, 'show', `${collected.patch.commit}:README.md`)
      expect(text).toBe('from far away')
    })
    await rm(elsewhere, { recursive: true })
  })

  it.each(['main', '--force', 'refs/heads/main', ''])('take no commit that is called %j', async (commit) => {
    await writeFile(on.at('README.md'), 'x\n')
    const { bundle } = await on.collectPatch()
    const commits = [{ commit, bundle }]
    const push = on.workspace.withObjects(
      { repository, remote: on.remote(), waiting, base: on.sample.base, commits },
      async () => {},
    )
    await expect(push).rejects.toThrow('not a commit id')
  })
})

describe('over HTTP', () => {
  let server: GitServer
  beforeEach(async () => {
    server = await startGitServer(join(on.directory, 'server'), AUTHORIZATION)
  })
  afterEach(() => server.close())

  it('fetches once for one base and pushes, with an authorization that is nowhere on disk', async () => {
    const http = { url: `${server.url}/acme/payments.git`, authorization: AUTHORIZATION }
    on.workspace = createWorkspace({ dataDir: join(on.directory, 'http') })
    on.tree = await on.workspace.prepare({ ...on.request('over-http'), remote: http })
    const fetched = server.requests.length
    expect(fetched).toBeGreaterThan(0)
    await on.workspace.prepare({ ...on.request('again'), remote: http })
    expect(server.requests).toHaveLength(fetched)
    await writeFile(on.at('README.md'), 'over http\n')
    const { patch, bundle } = await on.collectPatch()
    const commits = [{ commit: patch.commit, bundle }]
    const request = { repository, remote: http, waiting, base: on.sample.base, commits }
    await on.workspace.withObjects(request, async () => {
      expect(await plainGit(on.sample.path, 'show', `${patch.commit}:README.md`)).toBe('over http')
    })
    for (const word of [AUTHORIZATION, AUTHORIZATION.slice(6), 'canary-7f3a']) {
      const { exitCode } = await run('grep', ['-r', '-F', '-q', word, join(on.directory, 'http')], {
        mayFail: true,
      })
      expect(exitCode).toBe(1)
    }
  })

  it('reaches a commit below the tip also where a server knows only the old protocol', async () => {
    const other = await createSampleRepository(join(on.directory, 'old'))
    const tree = await plainGit(other.path, 'rev-parse', 'main^{tree}')
    const tip = await plainGit(other.path, 'commit-tree', '-p', other.base, '-m', 'tip', tree)
    await plainGit(other.path, 'update-ref', 'refs/heads/main', tip)
    const old = await startGitServer(join(on.directory, 'old/server'), undefined, { version: 0 })
    on.workspace = createWorkspace({ dataDir: join(on.directory, 'old-data') })
    const remote = { url: `${old.url}/acme/payments.git`, authorization: undefined }
    const { path } = await on.workspace.prepare({ ...on.request('old'), base: other.base, remote })
    expect(await plainGit(path, 'rev-parse', 'HEAD')).toBe(other.base)
    const never = on.workspace.prepare({ ...on.request('never'), base: 'a'.repeat(40), remote })
    await expect(never).rejects.toThrow('git fetch failed')
    await old.close()
  })

  it('fails with the server’s answer, without asking anybody for a password', async () => {
    const remote = { url: `${server.url}/acme/payments.git`, authorization: 'Basic wrong' }
    on.workspace = createWorkspace({ dataDir: join(on.directory, 'unreached') })
    const error = await on.workspace.prepare({ ...on.request('refused'), remote }).catch(String)
    expect(error).toMatch(/git fetch failed .*Authentication failed|could not read Username/s)
    expect(error).not.toContain('wrong')
  })

  it('T12: follows no redirect, which would take the authorization elsewhere', async () => {
    const asked: string[] = []
    const elsewhere = createServer((request, response) => {
      asked.push(String(request.headers.authorization))
      response.writeHead(404).end()
    }).listen(0, '127.0.0.1')
    const leading = createServer((request, response) => {
      response.writeHead(302, { location: `${addressOf(elsewhere)}${request.url}` }).end()
    }).listen(0, '127.0.0.1')
    await Promise.all([once(elsewhere, 'listening'), once(leading, 'listening')])
    on.workspace = createWorkspace({ dataDir: join(on.directory, 'led') })
    const remote = { url: `${addressOf(leading)}/acme/payments.git`, authorization: AUTHORIZATION }
    await expect(on.workspace.prepare({ ...on.request('led'), remote })).rejects.toThrow('git fetch failed')
    expect(asked).toEqual([])
    elsewhere.close()
    leading.close()
  })

  it.each([
    ['ext::sh -c x', 'cannot talk to a git remote over "ext:"'],
    ['ssh://example.org/x', 'cannot talk to a git remote over "ssh:"'],
    ['/etc', 'Invalid URL'],
    ['--upload-pack=x', 'Invalid URL'],
  ])('T9: never talks to %s', async (url, why) => {
    on.workspace = createWorkspace({ dataDir: join(on.directory, 'unreached') })
    await expect(
      on.workspace.prepare({ ...on.request('odd'), remote: { url, authorization: undefined } }),
    ).rejects.toThrow(why)
  })
})

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
