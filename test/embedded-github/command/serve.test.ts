import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { execa } from 'execa'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Furnished } from '../../../packages/embedded-github/src/command/furnish.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const CLI = join(import.meta.dirname, '../../../packages/embedded-github/src/cli.ts')
const WORKFLOW = `name: CI
on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v5 }, { run: test -f fixed.txt }] }
`

let root: string
beforeAll(async () => {
  root = await temporaryFolder()
  const work = join(root, 'my shop')
  await mkdir(join(work, '.github/workflows'), { recursive: true })
  await writeFile(join(work, '.github/workflows/ci.yml'), WORKFLOW)
  await git(work, 'init', '--quiet', '--initial-branch=trunk')
  await commitAll(work, 'First')
})

const git = (cwd: string, ...args: string[]) => execa('git', args, { cwd })

async function commitAll(cwd: string, message: string) {
  await git(cwd, 'add', '.')
  const names = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  await git(cwd, ...names, 'commit', '--quiet', '-m', message)
}

/** The command, once it has said where it listens. Its temporary folders are made in `root`. */
async function started(...args: string[]) {
  const command = execa(process.execPath, [CLI, '--json', ...args], {
    env: { TMPDIR: root },
    reject: false,
  })
  const said = await new Promise<string>((resolve, reject) => {
    let text = ''
    command.stdout.on('data', (part) => {
      text += String(part)
      if (text.endsWith('\n}\n')) resolve(text)
    })
    command.then(({ stderr }) => reject(new Error(stderr)))
  })
  const furnished: Furnished = JSON.parse(said)
  const stop = async (signal: 'SIGINT' | 'SIGTERM') => {
    command.kill(signal)
    return (await command).exitCode
  }
  return { ...furnished, stop }
}

/** The App's webhook, as a receiver that keeps what comes. */
async function receiver() {
  const received: { event: string; isSigned: (secret: string) => boolean }[] = []
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    const isSigned = (secret: string) =>
      request.headers['x-hub-signature-256'] ===
      `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
    received.push({ event: String(request.headers['x-github-event']), isSigned })
    response.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/hook`, received, close: () => server.close() }
}

describe('the command embedded-github', () => {
  it('lets a user and an App work on a local repository, and leaves nothing behind', async () => {
    const hook = await receiver()
    const { apiUrl, user, app, repository, stop } = await started(
      ...['--repository', join(root, 'my shop'), '--webhook-url', hook.url],
    )
    expect(repository.fullName).toBe('maya/my-shop')
    const on = { owner: 'maya', repo: 'my-shop' }
    const maya = new Octokit({ baseUrl: apiUrl, auth: user.token })
    const clone = join(root, 'clone')
    await git(root, 'clone', '--quiet', repository.cloneUrl.replace('//', `//maya:${user.token}@`), clone)
    await writeFile(join(clone, 'fixed.txt'), 'fixed\n')
    await commitAll(clone, 'Fix it')
    await git(clone, 'push', '--quiet', 'origin', 'HEAD:fix')
    const { data: pull } = await maya.pulls.create({ ...on, title: 'Fix', head: 'fix', base: 'trunk' })

    const bot = new Octokit({
      baseUrl: apiUrl,
      authStrategy: createAppAuth,
      auth: {
        appId: app.id,
        privateKey: await readFile(app.privateKeyFile, 'utf8'),
        installationId: app.installationId,
      },
    })
    await expect
      .poll(
        async () => {
          const { data } = await bot.checks.listForRef({ ...on, ref: pull.head.sha })
          return data.check_runs.map(({ name, conclusion }) => `${name}: ${conclusion}`)
        },
        { timeout: 60_000 },
      )
      .toEqual(['test: success'])
    const { data: comment } = await bot.issues.createComment({
      ...on,
      issue_number: pull.number,
      body: 'Thanks',
    })
    expect(comment.user?.login).toBe('app[bot]')
    const events = () => hook.received.map(({ event }) => event)
    await expect.poll(events).toEqual(expect.arrayContaining(['pull_request', 'check_run', 'issue_comment']))
    expect(hook.received.every(({ isSigned }) => isSigned(app.webhookSecret))).toBe(true)

    expect(await stop('SIGINT')).toBe(0)
    expect(existsSync(dirname(app.privateKeyFile))).toBe(false)
    await expect(fetch(repository.url)).rejects.toThrow()
    hook.close()
  })

  it('goes on with the data of an earlier start', async () => {
    const data = join(root, 'data')
    const first = await started('--data', data)
    const maya = new Octokit({ baseUrl: first.apiUrl, auth: first.user.token })
    await maya.issues.create({ owner: 'maya', repo: 'example', title: 'Kept' })
    const key = await readFile(first.app.privateKeyFile, 'utf8')
    expect(await first.stop('SIGTERM')).toBe(0)

    const second = await started('--data', data)
    expect(second.user).toEqual(first.user)
    expect(second.app).toEqual(first.app)
    expect(await readFile(second.app.privateKeyFile, 'utf8')).toBe(key)
    const again = new Octokit({ baseUrl: second.apiUrl, auth: second.user.token })
    const { data: issues } = await again.issues.listForRepo({ owner: 'maya', repo: 'example' })
    expect(issues.map(({ title }) => title)).toEqual(['Kept'])
    expect(await second.stop('SIGTERM')).toBe(0)
  })

  it('gives the App what its manifest asks for, and no more', async () => {
    const manifest = join(root, 'manifest.yml')
    await writeFile(manifest, 'name: My Bot\ndefault_permissions: { issues: read, metadata: read }\n')
    const { apiUrl, app, stop } = await started('--manifest', manifest, '--no-workflows')
    const auth = { appId: app.id, privateKey: await readFile(app.privateKeyFile, 'utf8') }
    const asApp = new Octokit({ baseUrl: apiUrl, authStrategy: createAppAuth, auth })
    const { data } = await asApp.apps.getInstallation({ installation_id: app.installationId })
    expect(data).toMatchObject({ app_slug: 'my-bot', permissions: { issues: 'read', metadata: 'read' } })
    await stop('SIGTERM')
  })

  it.each([
    [['--port', 'x'], 'a number from 0 to 65535'],
    [['--repository', 'no/such/folder'], 'no/such/folder does not exist'],
    [['--manifest', 'none.yml'], 'none.yml cannot be read'],
  ])('says what is wrong with %j', async (args, message) => {
    const env = { TMPDIR: await temporaryFolder() }
    const { stderr, exitCode } = await execa(process.execPath, [CLI, ...args], { env, reject: false })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^embedded-github: /)
    expect(exitCode).toBe(2)
  })

  it('explains itself, with examples', async () => {
    const { stdout, exitCode } = await execa(process.execPath, [CLI, '--help'])
    expect(exitCode).toBe(0)
    for (const word of ['--repository', '--webhook-url', '--json', 'with your rights', 'Examples:'])
      expect(stdout).toContain(word)
  })
})
