import { z } from 'zod'
import { listRuns, RUN_STATES } from '../../adapters/storage/rows/finding/list-runs.ts'
import { type RepositoryRef, Slug } from '../../domain/issue/issue.ts'
import type { DashboardOptions } from '../create-dashboard.ts'
import { eventStream } from '../live/event-stream.ts'
import type { Hub } from '../live/hub.ts'
import { messagePage } from '../pages/frame.ts'
import { runsPage } from '../pages/runs-page.ts'
import { statisticsPage } from '../pages/statistics-page.ts'
import { listVersion, type RunsQuery, readRuns } from '../reading/read-runs.ts'
import { statisticsOf } from '../reading/statistics-of.ts'
import type { PageContext, Pages } from './page-context.ts'

/** More would make the page slow; what is older says less about today. */
const MOST_COUNTED = 500

/** What there is of many runs. */
export function listRoutes(app: Pages, options: DashboardOptions, hub: Hub): void {
  app.get('/runs', async (context) => {
    const query = queryOf(context)
    if (!query) return impossible(context)
    const list = await readRuns(options, query)
    const { now, githubUrl } = options
    return context.html(runsPage(list, { viewer: context.var.viewer, now: now(), githubUrl }))
  })
  app.get('/runs/events', (context) => {
    const query = queryOf(context)
    if (!query) return impossible(context)
    return eventStream(context, hub, {
      topic: JSON.stringify(query),
      read: () => listVersion(options, query),
    })
  })
  app.get('/statistics', async (context) => {
    const { viewer } = context.var
    const runs = await listRuns(options.database, { among: viewer.repositories, limit: MOST_COUNTED })
    return context.html(statisticsPage(statisticsOf(runs, options.now()), viewer))
  })
}

/** What the address asks for; undefined where it is no possible question. */
function queryOf(context: PageContext): RunsQuery | undefined {
  const { data } = Query.safeParse(context.req.query())
  return data && { ...data, among: context.var.viewer.repositories }
}

/** A form sends what was not chosen as nothing. */
const Query = z.object({
  repository: z
    .string()
    .optional()
    .transform((text, { issues }) => {
      const asked = text ? repositoryOf(text) : undefined
      if (text && !asked) issues.push({ code: 'custom', message: 'not a repository', input: text })
      return asked
    }),
  state: z
    .enum(['', ...RUN_STATES])
    .optional()
    .transform((state) => state || undefined),
  page: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .default('1')
    .transform(Number),
})

function impossible(context: PageContext): Response | Promise<Response> {
  const text = `A list is of a repository, named OWNER/REPO, and of a state: ${RUN_STATES.join(', ')}.`
  return context.html(messagePage({ heading: 'No such list', text, viewer: context.var.viewer }), 400)
}

function repositoryOf(text: string): RepositoryRef | undefined {
  const [owner, repo, ...rest] = text.split('/').map((part) => Slug.safeParse(part).data)
  return owner !== undefined && repo !== undefined && rest.length === 0 ? { owner, repo } : undefined
}
