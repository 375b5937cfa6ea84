import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { readKeptPatch } from '../adapters/git/patch/read-kept-patch.ts'
import { findRun } from '../adapters/storage/rows/find-run.ts'
import { competitors } from '../domain/candidate/competitor.ts'
import { type RepositoryRef, Slug } from '../domain/issue/issue.ts'
import { type Speculation, speculationId } from '../domain/run/speculation.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import type { Log } from '../ports/operator.ts'
import { type Access, maySee, type Viewer } from './access/viewer.ts'
import { ASSETS } from './assets/assets.ts'
import { eventStream } from './live/event-stream.ts'
import { createHub } from './live/hub.ts'
import { isRun, versionOf } from './live/versions.ts'
import type { Markup } from './markup/markup.ts'
import { messagePage } from './pages/frame.ts'
import { patchesPage } from './pages/patches-page.ts'
import { runPage } from './pages/run/run-page.ts'
import { runsPage } from './pages/runs-page.ts'
import { transcriptPage } from './pages/transcript-page.ts'
import { diffFiles } from './reading/diff-files.ts'
import { readRun, type Sources } from './reading/read-run.ts'
import { listVersion, type RunsQuery, readRuns } from './reading/read-runs.ts'
import { readTranscript } from './reading/transcripts.ts'

export interface DashboardOptions extends Sources {
  readonly access: Access
  /** ISO-8601. */
  readonly now: () => string
  readonly log: Log
}

export interface Dashboard {
  fetch(request: Request, ...rest: unknown[]): Response | Promise<Response>
  /** Ends what is listened to. */
  stop(): Promise<void>
}

type Env = { Variables: { viewer: Viewer } }
type PageContext = Context<Env>

/** The pages of the server for people: what became of each run, and how it is going. */
export function createDashboard(options: DashboardOptions): Dashboard {
  const { access, log } = options
  const hub = createHub({ log })
  const app = new Hono<Env>()
  app.use(HEADERS)
  for (const { path, type, text } of Object.values(ASSETS))
    app.get(path, (context) =>
      context.body(text, 200, {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    )
  if (access.pages) app.route('/', access.pages)
  for (const path of ['/runs/*'])
    app.use(path, async (context, next) => {
      context.header('cache-control', 'no-store')
      const viewer = await access.viewerOf(context)
      if (viewer instanceof Response) return viewer
      context.set('viewer', viewer)
      return next()
    })
  app.get('/', (context) => context.redirect('/runs'))
  app.get('/runs', async (context) => {
    const query = queryOf(context)
    if (!query) return notFound(context)
    const list = await readRuns(options, query)
    const { now, githubUrl } = options
    return context.html(runsPage(list, { viewer: context.var.viewer, now: now(), githubUrl }))
  })
  app.get('/runs/events', (context) => {
    const query = queryOf(context)
    if (!query) return notFound(context)
    return eventStream(context, hub, {
      topic: JSON.stringify(query),
      read: () => listVersion(options, query),
    })
  })
  pagesOfRun(app, options, hub)
  app.notFound((context) => notFound(context as PageContext))
  return { fetch: (request, ...rest) => app.fetch(request, ...(rest as [])), stop: () => hub.stop() }
}

const HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // With `no-referrer` browsers do not say either which page a form is of.
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
})

const RUN = '/runs/:owner/:repo/:issue{[1-9][0-9]{0,9}}/:run{[1-9][0-9]{0,5}}'

function pagesOfRun(app: Hono<Env>, options: DashboardOptions, hub: ReturnType<typeof createHub>): void {
  const { database, store, now, kept } = options
  const page = (
    path: string,
    show: (run: Speculation, context: PageContext) => Promise<Markup | Response | undefined>,
  ) =>
    app.get(`${RUN}${path}`, async (context) => {
      const run = await runOf(context, database)
      const shown = run && maySee(context.var.viewer, run) ? await show(run, context) : undefined
      if (shown === undefined) return notFound(context)
      return shown instanceof Response ? shown : context.html(shown)
    })
  page('', async ({ id }, { var: { viewer } }) => {
    const report = await readRun(options, id)
    return report && runPage(report, { viewer, now: now() })
  })
  page('/events', async ({ id }, context) =>
    eventStream(context, hub, { topic: id, read: () => versionOf(database, isRun(id)) }),
  )
  page('/patches', async (run, { var: { viewer } }) => {
    const patches = await Promise.all(
      competitors(run).map(async ({ id: candidate }) => {
        if (!kept) return { candidate, files: 'elsewhere' as const }
        const asked = { run: run.id, candidate, repository: run.issue, dataDir: kept.dataDir }
        const patch = await readKeptPatch(store, asked)
        return { candidate, files: patch.kind === 'none' ? patch.why : diffFiles(patch.diff.toString()) }
      }),
    )
    return patchesPage({ run: run.id, title: run.snapshot.title, patches }, viewer)
  })
  page('/transcripts/:candidate{[a-z0-9-]{1,40}}/:number{[1-9][0-9]{0,3}}', async (run, context) => {
    const [candidate, number] = [context.req.param('candidate') ?? '', Number(context.req.param('number'))]
    const read = await readTranscript(kept?.transcripts, run, { candidate, number })
    return read && transcriptPage({ run: run.id, candidate, number, ...read }, context.var.viewer)
  })
}

/** An address that names no run in a possible way names none. */
async function runOf(context: PageContext, database: Sources['database']): Promise<Speculation | undefined> {
  const { owner, repo, issue, run } = context.req.param() as Record<string, string>
  const names = [Slug.safeParse(owner), Slug.safeParse(repo)]
  const [ownerName, repoName] = names.map(({ data }) => data)
  if (ownerName === undefined || repoName === undefined) return undefined
  const ref = { owner: ownerName, repo: repoName, number: Number(issue) }
  return findRun(database, speculationId(ref, Number(run)))
}

/** What the address asks for; undefined where it is no possible question. */
function queryOf(context: PageContext): RunsQuery | undefined {
  const { repository, state } = context.req.query()
  const asked = repository === undefined ? undefined : repositoryOf(repository)
  if (repository !== undefined && !asked) return undefined
  return { repository: asked, isOpenOnly: state === 'open', among: context.var.viewer.repositories }
}

function repositoryOf(text: string): RepositoryRef | undefined {
  const [owner, repo, ...rest] = text.split('/').map((part) => Slug.safeParse(part).data)
  return owner !== undefined && repo !== undefined && rest.length === 0 ? { owner, repo } : undefined
}

/** The same for what is not there and for what is not for this viewer: nobody learns which. */
function notFound(context: PageContext): Response | Promise<Response> {
  const { viewer } = context.var
  const text = 'There is no such page, or it is about a repository that you cannot read on GitHub.'
  return context.html(messagePage({ heading: 'Not found', text, ...withoutUndefined({ viewer }) }), 404)
}
