import { findRun } from '../../adapters/storage/rows/finding/find-run.ts'
import { Slug } from '../../domain/issue/issue.ts'
import { type Speculation, speculationId } from '../../domain/run/speculation.ts'
import type { DashboardOptions } from '../create-dashboard.ts'
import { eventStream } from '../live/event-stream.ts'
import type { Hub } from '../live/hub.ts'
import { isRun, versionOf } from '../live/versions.ts'
import type { Markup } from '../markup/markup.ts'
import { patchesPage } from '../pages/patches-page.ts'
import { runPage } from '../pages/run/run-page.ts'
import { transcriptPage } from '../pages/transcript-page.ts'
import { createPatchReader } from '../reading/patch-reader.ts'
import { readRun, type Sources } from '../reading/read-run.ts'
import { readTranscript } from '../reading/transcripts.ts'
import { notFound, type PageContext, type Pages } from './page-context.ts'

const RUN = '/runs/:owner/:repo/:issue{[1-9][0-9]{0,9}}/:run{[1-9][0-9]{0,5}}'

/** What there is of one run. */
export function runRoutes(app: Pages, options: DashboardOptions, hub: Hub): void {
  const { database, now, kept, redact } = options
  const readPatches = createPatchReader(options)
  const page = (
    path: string,
    show: (run: Speculation, context: PageContext) => Promise<Markup | Response | undefined>,
  ) =>
    app.get(`${RUN}${path}`, async (context) => {
      const run = await runOf(context, database)
      const shown = run && (await show(run, context))
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
  page('/patches', async (run, { req, var: { viewer } }) => {
    const patches = await readPatches(run, req.raw.signal)
    return patchesPage({ run: run.id, title: run.snapshot.title, patches }, viewer)
  })
  page('/transcripts/:candidate{[a-z0-9-]{1,40}}/:number{[1-9][0-9]{0,3}}', async (run, context) => {
    const [candidate, number] = [context.req.param('candidate') ?? '', Number(context.req.param('number'))]
    const read = await readTranscript(kept?.transcripts, run, { candidate, number })
    return (
      read && transcriptPage({ run: run.id, candidate, number, ...(await redact(read)) }, context.var.viewer)
    )
  })
}

/** Of those that the viewer may see. An address that names no run in a possible way names none. */
async function runOf(context: PageContext, database: Sources['database']): Promise<Speculation | undefined> {
  const { owner, repo, issue, run } = context.req.param() as Record<string, string>
  const names = [Slug.safeParse(owner), Slug.safeParse(repo)]
  const [ownerName, repoName] = names.map(({ data }) => data)
  if (ownerName === undefined || repoName === undefined) return undefined
  const ref = { owner: ownerName, repo: repoName, number: Number(issue) }
  return findRun(database, speculationId(ref, Number(run)), context.var.viewer.repositories)
}
