import { sql } from 'kysely'
import { type KnownRepository, listRuns, whichRuns } from '../../adapters/storage/rows/list-runs.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { versionOf } from '../live/versions.ts'
import type { RunList } from '../pages/runs-page.ts'
import { type Opened, runOverviews } from './run-overviews.ts'

export interface RunsQuery {
  readonly repository: RepositoryRef | undefined
  readonly isOpenOnly: boolean
  /** Only of these; of all where undefined. */
  readonly among: readonly KnownRepository[] | undefined
}

const MOST = 40

/** The last ones to begin. */
export async function readRuns(opened: Opened, query: RunsQuery): Promise<RunList> {
  const { repository, isOpenOnly } = query
  const version = await listVersion(opened, query)
  const found = await listRuns(opened.database, { ...filterOf(query), limit: MOST + 1 })
  return {
    runs: await runOverviews(opened, found.slice(0, MOST)),
    isCut: found.length > MOST,
    isOpenOnly,
    repository: repository && `${repository.owner}/${repository.repo}`,
    version,
  }
}

/** Changes when anything on the list does. */
export function listVersion({ database }: Opened, query: RunsQuery): Promise<string> {
  return versionOf(
    database,
    sql<boolean>`id in (${whichRuns(database, { ...filterOf(query), limit: MOST })})`,
  )
}

/** Later than any run is settled. */
const NEVER = '9999'

function filterOf({ repository, isOpenOnly, among }: RunsQuery) {
  return { repository, among, settledSince: isOpenOnly ? NEVER : undefined }
}
