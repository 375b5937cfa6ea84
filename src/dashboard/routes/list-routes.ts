import { listRuns } from '../../adapters/storage/rows/list-runs.ts'
import { type RepositoryRef, Slug } from '../../domain/issue/issue.ts'
import type { DashboardOptions } from '../create-dashboard.ts'
import { eventStream } from '../live/event-stream.ts'
import type { Hub } from '../live/hub.ts'
import { runsPage } from '../pages/runs-page.ts'
import { statisticsPage } from '../pages/statistics-page.ts'
import { listVersion, type RunsQuery, readRuns } from '../reading/read-runs.ts'
import { statisticsOf } from '../reading/statistics-of.ts'
import { notFound, type PageContext, type Pages } from './page-context.ts'

/** More would make the page slow; what is older says less about today. */
const MOST_COUNTED = 500

/** What there is of many runs. */
export function listRoutes(app: Pages, options: DashboardOptions, hub: Hub): void {
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
  app.get('/statistics', async (context) => {
    const { viewer } = context.var
    const runs = await listRuns(options.database, { among: viewer.repositories, limit: MOST_COUNTED })
    return context.html(statisticsPage(statisticsOf(runs), viewer))
  })
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
