import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { authenticate } from '../access/authenticate.ts'
import { allows, canSee, refusalOf } from '../access/permissions.ts'
import { ApiError } from '../api-error.ts'
import { type Actor, findMoved, findRepository, type GitHub } from '../github.ts'
import type { Repository } from '../model.ts'
import { followingRefs } from '../operations/refs.ts'
import { serverEnvironment } from './run-git.ts'

const pattern = /^\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/

/** True for a request of git's smart HTTP protocol. */
export function isGitRequest(path: string): boolean {
  return pattern.test(path)
}

/**
 * Clone, fetch and push through `git http-backend`. After a push, pull requests and webhooks follow from the changed
 * refs.
 */
export async function serveGit(
  github: GitHub,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', github.url)
  const [, owner = '', name = '', path = ''] = pattern.exec(url.pathname) ?? []
  const writes = path === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack'
  const route = `git ${writes ? 'receive-pack' : 'upload-pack'}${path === 'info/refs' ? ' refs' : ''}`
  const faults = github.faults.onRequest({ method: request.method ?? 'GET', route, operations: [] })
  const record = (status: number, actor: string) =>
    github.faults.record({
      method: request.method ?? 'GET',
      route,
      path: url.pathname,
      operation: undefined,
      status,
      actor,
      at: new Date(github.clock.now()).toISOString(),
    })
  try {
    const moved = findMoved(github, owner, name)
    if (moved) {
      const location = `${github.url}/${moved.owner}/${moved.name}.git/${path}${url.search}`
      record(301, '')
      response.writeHead(301, { location }).end()
      return
    }
    const { actor, repository } = admit(github, request, { owner, name, writes })
    if (await losesCall(faults)) {
      record(0, actor.login)
      request.socket.destroy()
      return
    }
    const loseAnswer = faults.some(({ kind }) => kind === 'error-after' || kind === 'disconnect')
    const cgi = { github, repository, actor, request, path, query: url.search.slice(1) }
    if (path === 'git-receive-pack') await receive(cgi, response, loseAnswer)
    else copy(await backend(cgi), response)
    record(loseAnswer ? 0 : response.statusCode, actor.login)
  } catch (error) {
    const { status, message } = error instanceof ApiError ? error : { status: 500, message: 'Server Error' }
    if (!(error instanceof ApiError)) console.error(error)
    record(status, '')
    response.writeHead(status, {
      'content-type': 'text/plain',
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
    })
    response.end(`${message}\n`)
  }
}

/** Whether the connection ends before the call is looked at. Throws the error that is to come before the effect. */
async function losesCall(faults: readonly RequestFault[]): Promise<boolean> {
  for (const fault of faults) {
    if (fault.kind === 'delay') await wait(fault.milliseconds)
    if (fault.kind === 'error-before') throw new ApiError(fault.status, fault.message ?? 'Server Error')
    if (fault.kind === 'disconnect' && fault.when === 'before') return true
  }
  return false
}

type RequestFault = ReturnType<GitHub['faults']['onRequest']>[number]

/** Git asks without credentials first: 401 makes it send them. */
function admit(
  github: GitHub,
  request: IncomingMessage,
  wanted: { readonly owner: string; readonly name: string; readonly writes: boolean },
): { actor: Actor; repository: Repository } {
  const actor = authenticate(github, request.headers.authorization)
  const repository = findRepository(github, wanted.owner, wanted.name)
  if (repository === undefined || !canSee(github, actor, repository)) {
    if (actor.kind === 'anonymous') throw new ApiError(401, 'Requires authentication')
    throw new ApiError(404, 'Repository not found.')
  }
  const access = wanted.writes ? 'write' : 'read'
  const refusal = refusalOf(github, actor, repository, { permissions: ['contents'], access })
  if (refusal !== undefined) throw refusal
  return { actor, repository }
}

interface Cgi {
  readonly github: GitHub
  readonly repository: Repository
  readonly actor: Actor
  readonly request: IncomingMessage
  readonly path: string
  readonly query: string
}

/** The answer is held back until everything that follows from the push is on disk. */
async function receive(cgi: Cgi, response: ServerResponse, loseAnswer: boolean): Promise<void> {
  const { github, repository, actor } = cgi
  const answer = await github.exclusively(repository, () =>
    followingRefs(github, repository, { actor, work: () => backend(cgi) }),
  )
  await github.commit()
  if (loseAnswer) cgi.request.socket.destroy()
  else copy(answer, response)
}

interface CgiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

async function backend(cgi: Cgi): Promise<CgiAnswer> {
  const { github, repository, actor, request } = cgi
  const directory = github.git(repository).directory
  const child = spawn('git', [...settings(actor), 'http-backend'], {
    cwd: directory,
    env: {
      ...serverEnvironment,
      GIT_PROJECT_ROOT: directory,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${cgi.path}`,
      QUERY_STRING: cgi.query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      REMOTE_USER: actor.login,
      REMOTE_ADDR: '127.0.0.1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const input = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request
  // A client that goes away ends git's input as well: otherwise it would wait for ever, and every later push for it.
  pipeline(input, child.stdin, () => {})
  const complaints: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(Buffer.from(chunk))
  const output = Buffer.concat(chunks)
  const end = output.indexOf('\r\n\r\n')
  if (end < 0) throw new Error(`git http-backend: ${Buffer.concat(complaints).toString().trim()}`)
  return parseHead(output.subarray(0, end).toString(), output.subarray(end + 4))
}

/**
 * The one hook there is belongs to the server: it refuses workflow files of Apps that may not write them. http-backend hands
 * these settings on to the commands it starts.
 */
function settings(actor: Actor): string[] {
  const hooks = mayWriteWorkflows(actor) ? '/dev/null' : hooksDirectory
  return [
    `core.hooksPath=${hooks}`,
    'http.receivepack=true',
    'receive.autogc=false',
    'receive.fsckObjects=true',
    // As on GitHub, `refs/pull/*` is the server's own.
    'receive.hideRefs=refs/pull',
    'uploadpack.allowAnySHA1InWant=true',
  ].flatMap((setting) => ['-c', setting])
}

const hooksDirectory = fileURLToPath(new URL('./hooks', import.meta.url))

function mayWriteWorkflows(actor: Actor): boolean {
  return actor.kind !== 'installation' || allows(actor.token.permissions, 'workflows', 'write')
}

function parseHead(head: string, body: Buffer): CgiAnswer {
  const headers: Record<string, string> = {}
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const { status = '200', ...rest } = headers
  return { status: Number.parseInt(status, 10), headers: rest, body }
}

function copy(answer: CgiAnswer, response: ServerResponse): void {
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}
