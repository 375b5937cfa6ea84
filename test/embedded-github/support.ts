import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { execa } from 'execa'
import type { RegisteredApp } from '../../packages/embedded-github/src/admin/admin.ts'
import {
  type EmbeddedGitHub,
  type EmbeddedGitHubOptions,
  startEmbeddedGitHub,
} from '../../packages/embedded-github/src/embedded-github.ts'
import type { Permissions } from '../../packages/embedded-github/src/model.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export const repo = { owner: 'acme', repo: 'payments' }

const permissions: Permissions = {
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  statuses: 'read',
  actions: 'read',
}
const events = [
  'issues',
  'issue_comment',
  'pull_request',
  'push',
  'create',
  'delete',
  'check_run',
  'check_suite',
  'workflow_run',
  'repository',
]

interface Received {
  readonly event: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: payloads are looked into by path
  readonly payload: any
}

/** A webhook receiver that remembers, and answers with `status`. */
async function startReceiver() {
  const received: Received[] = []
  const answer = { status: 200 }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const body = Buffer.concat(chunks).toString()
    const event = String(request.headers['x-github-event'])
    received.push({ event, headers: request.headers, body, payload: JSON.parse(body) })
    response.writeHead(answer.status).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const named = () =>
    received.map(({ event, payload }) => (payload.action ? `${event}.${payload.action}` : event))
  const close = () => new Promise((done) => server.close(done))
  return { url: `http://127.0.0.1:${port}/hook`, received, named, answer, close }
}

export interface Stage {
  readonly github: EmbeddedGitHub
  readonly dataDir: string
  readonly app: RegisteredApp & { readonly privateKey: string; readonly installation: number }
  readonly bot: Octokit
  readonly maintainer: Octokit
  readonly stranger: Octokit
  readonly tokens: { readonly acme: string; readonly stranger: string }
  readonly hooks: Awaited<ReturnType<typeof startReceiver>>
  client(token: string): Octokit
  close(): Promise<void>
}

/** One repository, its owner, a stranger, and an App installed on it. */
export async function setStage(
  options: Partial<EmbeddedGitHubOptions> & { permissions?: Permissions } = {},
): Promise<Stage> {
  const dataDir = await temporaryFolder()
  const source = join(dataDir, 'source')
  await writeFiles(source, { 'README.md': '# Payments\n', 'src/retry.js': 'one\ntwo\nthree\n' })
  const hooks = await startReceiver()
  const github = await startEmbeddedGitHub({ dataDir, ...options })
  const { token } = await github.admin.createUser(repo.owner)
  const stranger = await github.admin.createUser('stranger')
  await github.admin.createRepository({
    owner: repo.owner,
    name: repo.repo,
    source: { directory: source },
  })
  const registered = await github.admin.registerApp({
    slug: 'helper',
    owner: repo.owner,
    webhookSecret: 'a-long-secret',
    webhookUrl: hooks.url,
    permissions: options.permissions ?? permissions,
    events,
  })
  const installation = await github.admin.installApp(registered.id, repo.owner, [repo.repo])
  const app = { ...registered, privateKey: registered.privateKey ?? '', installation }
  const client = (auth: string) => anyClient(github.apiUrl, auth)
  return {
    github,
    dataDir,
    app,
    bot: botClient(github.apiUrl, app),
    maintainer: client(token),
    stranger: client(stranger.token),
    tokens: { acme: token, stranger: stranger.token },
    hooks,
    client,
    close: async () => {
      await github.close()
      await hooks.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }

export function anyClient(baseUrl: string, auth: string): Octokit {
  return new Octokit({ baseUrl, auth, log: silent })
}

export function botClient(
  baseUrl: string,
  app: { id: number; privateKey: string; installation?: number },
): Octokit {
  const { id, privateKey, installation } = app
  const auth = { appId: id, privateKey, ...(installation && { installationId: installation }) }
  return new Octokit({ baseUrl, authStrategy: createAppAuth, auth, log: silent })
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** Git as somebody else's machine runs it. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa('git', args, {
    cwd,
    env: {
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.org',
    },
  })
  return stdout
}

export function remote(stage: Stage, token: string): string {
  const url = new URL(`${stage.github.url}/${repo.owner}/${repo.repo}.git`)
  url.username = 'x-access-token'
  url.password = token
  return url.href
}

/** Clones, commits `files` on a new branch and pushes it; answers the clone. */
export async function pushBranch(
  stage: Stage,
  branch: string,
  files: Readonly<Record<string, string>>,
  token = stage.tokens.acme,
): Promise<string> {
  const clone = await temporaryFolder()
  await git(clone, 'clone', '--quiet', remote(stage, token), '.')
  await git(clone, 'checkout', '--quiet', '-b', branch)
  await commitAndPush(clone, branch, files)
  return clone
}

export async function commitAndPush(
  clone: string,
  branch: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  await writeFiles(clone, files)
  await git(clone, 'add', '--all')
  await git(clone, 'commit', '--quiet', '--message', `Change ${Object.keys(files).join(', ')}`)
  await git(clone, 'push', '--quiet', 'origin', branch)
  return git(clone, 'rev-parse', 'HEAD')
}
