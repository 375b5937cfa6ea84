import type { Database } from '../../adapters/storage/database.ts'
import { hasQueues } from '../../adapters/storage/jobs/has-queues.ts'
import { dueLooks } from '../../adapters/storage/jobs/operator/due-looks.ts'
import { issueKey } from '../../domain/issue/issue.ts'
import { type RunOverview, runOverview } from '../../domain/run/run-overview.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { hasMarker, scoreboardMarker } from '../../messages/marker.ts'
import type { Store } from '../../ports/store.ts'
import { failedLooks } from '../../snapshot/failed-looks.ts'

export interface Opened {
  readonly store: Store
  readonly database: Database
}

/** How far each of these runs has come, from the database alone. */
export async function runOverviews(
  { store, database }: Opened,
  runs: readonly Speculation[],
): Promise<readonly RunOverview[]> {
  const due = (await hasQueues(database)) ? await dueLooks(database) : new Map<string, string>()
  const overviews: RunOverview[] = []
  for (const speculation of runs) {
    const issue = issueKey(speculation.issue)
    const latest = await store.latestSpeculation(speculation.issue)
    const isLatest = latest?.id === speculation.id
    const laterRun = latest && latest.run > speculation.run ? latest.run : undefined
    const isUnderWay = !speculation.verdict && speculation.settledAt === undefined
    overviews.push(
      runOverview({
        ...{ speculation, laterRun },
        attempts: await store.attempts(speculation.id),
        onIssue: isUnderWay ? await scoreboardOnIssue(store, speculation) : undefined,
        nextLook: isLatest ? due.get(issue) : undefined,
        failedLooks: isLatest ? (await failedLooks(issue, store))?.times : 0,
      }),
    )
  }
  return overviews
}

/** As it was written last, in Markdown; undefined before that. */
export async function scoreboardOnIssue(
  store: Pick<Store, 'writtenComments'>,
  { id, issue }: Speculation,
): Promise<string | undefined> {
  const comments = await store.writtenComments(issue, [issue.number])
  return comments.find(({ body }) => hasMarker(body, scoreboardMarker(id)))?.body
}
