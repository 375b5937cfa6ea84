import { mkdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { type Clock, isOwnName, systemClock } from '@speculate-dev/system'
import { Hono } from 'hono'
import { type Admin, createAdmin } from './admin/admin.ts'
import { createGitHub, type GitHubParts } from './create-github.ts'
import { createRunnerHost } from './create-runner-host.ts'
import type { Faults } from './faults.ts'
import { isGitRequest, serveGit } from './git/smart-http.ts'
import { type GitHub, openPullRequests } from './github.ts'
import type { GitHubContext } from './github-context.ts'
import {
  type Api,
  type ApiPace,
  type ApiServer,
  contentOf,
  createApi,
  createApiServer,
  headersOf,
} from './http/api-server.ts'
import type { Answer } from './http/call.ts'
import { answerDownload, isDownload, serveDownload } from './http/downloads.ts'
import type { State } from './model.ts'
import { completeRun } from './operations/checks/workflow-runs.ts'
import { catchUp } from './operations/refs.ts'
import type { Activity, Rehearsal, Runner, RunnerFactory } from './runner-host.ts'
import { createSignIn } from './sign-in/create-sign-in.ts'

export interface EmbeddedGitHubOptions extends ApiPace {
  /** Bare repositories lie under `git/owner/name.git`, the rest in `state.json`, `deliveries/` and `logs/`. */
  readonly dataDir: string
  /** Default 0: any free port. */
  readonly port?: number
  /** Default true: every change is on disk before it is answered, and a restart on the same directory goes on. */
  readonly persist?: boolean
  readonly clock?: Clock
  /** Runs the workflows of pull requests and pushes. */
  readonly runner?: RunnerFactory
  /** Pages below `/{owner}/{repo}`; without it they are 404. */
  readonly pages?: (github: GitHubContext) => Hono
  /** Sends webhooks; over the network without it. */
  readonly send?: typeof fetch
}

export interface EmbeddedGitHub {
  /** Of the pages, and of `{url}/{owner}/{repo}.git`. */
  readonly url: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly state: State
  readonly context: GitHubContext
  readonly admin: Admin
  readonly faults: Faults
  /** Runs what a pull request that changes nothing would start. Resolves when it has ended; at once where there is no runner. */
  rehearse(rehearsal: Rehearsal): Promise<void>
  /** Resolves when no webhook is on its way. */
  webhooksDelivered(): Promise<void>
  /** Ends the runner, drops webhooks on their way, closes every connection. */
  close(): Promise<void>
}

const KEEP_ALIVE_MS = 60_000

/** A GitHub on 127.0.0.1 over real git repositories. */
export async function startEmbeddedGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  // A client that was held up finds its connection again: on a busy machine, or in a process that does much else.
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
  const url = await listen(server, options.port ?? 0)
  const { opened, github, api } = await open(options, url, async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  serve(server, github, {
    api: createApiServer(github, api),
    pages: options.pages?.(github) ?? new Hono(),
    signIn: createSignIn(github),
  })
  return opened
}

/** One that is asked in this process alone: there are no pages, and nothing can be cloned from it. */
export interface EmbeddedGitHubInProcess extends EmbeddedGitHub {
  /** Answers what is asked of its API, as a server would; a connection that is cut is a `TypeError`. */
  readonly fetch: typeof fetch
}

/** A GitHub without a server, at an address that nothing listens on. */
export async function openEmbeddedGitHub(
  options: Omit<EmbeddedGitHubOptions, 'port' | 'pages'>,
  url: string,
): Promise<EmbeddedGitHubInProcess> {
  const { opened, github, api } = await open(options, url, async () => {})
  return { ...opened, fetch: fetchFrom(github, api) }
}

function fetchFrom(github: GitHub, api: Api): typeof fetch {
  const answerTo = async (request: Request): Promise<Answer> => {
    const url = new URL(request.url)
    if (isDownload(url.pathname)) return answerDownload(github, url)
    const body = new Uint8Array(await request.arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    const answer = await api({ method: request.method, url, headers, body })
    if (answer === undefined) throw new TypeError('fetch failed')
    const { location } = answer.headers ?? {}
    const isElsewhere = answer.status >= 300 && answer.status < 400 && location !== undefined
    return isElsewhere && request.method === 'GET' ? answerTo(new Request(location, request)) : answer
  }
  return async (input, init) => {
    const request = new Request(input, init)
    const answer = await answerTo(request)
    const content = contentOf(answer)
    const { status } = answer
    const headers = headersOf(answer, github.clock.now())
    const response = new Response(content === undefined ? null : Buffer.from(content), { status, headers })
    return Object.defineProperty(response, 'url', { value: request.url })
  }
}

async function open(options: EmbeddedGitHubOptions, url: string, stopServing: () => Promise<void>) {
  const dataDir = resolve(options.dataDir)
  await mkdir(dataDir, { recursive: true })
  const parts = await createGitHub({
    url,
    dataDir,
    persist: options.persist ?? true,
    clock: options.clock ?? systemClock,
    send: options.send ?? fetch,
  })
  const { github } = parts
  for (const repository of github.state.repositories) await catchUp(github, repository)
  const runner = options.runner?.(createRunnerHost(github))
  parts.onActivity((activity) => tellRunner(github, runner, activity))
  if (runner !== undefined) resumeRuns(parts, runner)
  await github.commit()
  const opened: EmbeddedGitHub = {
    url,
    apiUrl: github.apiUrl,
    graphqlUrl: `${url}/api/graphql`,
    state: github.state,
    context: github,
    admin: createAdmin(github),
    faults: github.faults,
    rehearse: async (rehearsal) => runner?.rehearse?.(rehearsal),
    webhooksDelivered: parts.webhooks.idle,
    close: async () => {
      await runner?.close()
      await stopServing()
      await parts.webhooks.close()
      await github.save()
    },
  }
  return { opened, github, api: createApi(github, options) }
}

function tellRunner(github: GitHub, runner: Runner | undefined, activity: Activity): void {
  if ('pullRequest' in activity) runner?.onPullRequestActivity(activity)
  else if ('rerun' in activity) runner?.onRerun?.(activity)
  else if ('dispatched' in activity) runner?.onDispatch?.(activity)
  else if ('cancelled' in activity) {
    if (runner?.onCancel?.(activity)) return
    const { repository, cancelled: run } = activity
    void completeRun(github, repository, { run, conclusion: 'cancelled' }).then(github.commit)
  } else runner?.onPush?.(activity)
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') fail(new Error('no port'))
      else done(`http://127.0.0.1:${address.port}`)
    })
  })
}

function serve(
  server: Server,
  github: GitHub,
  { api, pages, signIn }: { api: ApiServer; pages: Hono; signIn: Hono },
): void {
  const page = getRequestListener(pages.fetch)
  const signingIn = getRequestListener(signIn.fetch)
  server.on('request', (request, response) => {
    if (!isOwnName(request.headers.host)) return void refuseName(request, response)
    request.url = ownAddress(request.url ?? '/', github.url)
    const path = new URL(request.url, github.url).pathname
    const work = path.startsWith('/api/')
      ? api(request, response)
      : isGitRequest(path)
        ? serveGit(github, request, response)
        : isDownload(path)
          ? serveDownload(github, request, response)
          : Promise.resolve(
              path.startsWith('/login/') ? signingIn(request, response) : page(request, response),
            )
    work.catch((error: unknown) => {
      console.error(error)
      request.socket.destroy()
    })
  })
}

/** Nothing of the request is read. */
function refuseName(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => request.destroy())
  response.writeHead(403, { connection: 'close' }).end('This server answers to names of its machine alone.\n')
}

/**
 * GitHub's command line takes the host `github.localhost` for one without encryption, and its API for `api.github.localhost`: with this
 * server as its proxy (HTTP_PROXY), it talks to it. Of any other request the address stays as it is.
 */
function ownAddress(address: string, own: string): string {
  const url = new URL(address, own)
  if (url.hostname !== 'api.github.localhost') return address
  const path = url.pathname === '/graphql' ? '/api/graphql' : `/api/v3${url.pathname}`
  return `${path}${url.search}`
}

/** Takes up what a killed process left: unfinished runs, and pull requests whose head never got any. */
function resumeRuns({ github, announce }: GitHubParts, runner: Runner): void {
  for (const repository of github.state.repositories) {
    for (const run of repository.workflowRuns) if (run.status !== 'completed') runner.resume(repository, run)
    for (const issue of openPullRequests(repository)) {
      const ran = repository.workflowRuns.some(
        ({ event, headSha }) => event === 'pull_request' && headSha === issue.pull.head.sha,
      )
      if (!ran) announce({ repository, pullRequest: issue, action: 'opened', actor: issue.author })
    }
  }
}
