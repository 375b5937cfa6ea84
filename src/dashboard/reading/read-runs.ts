import { sql } from 'kysely'
import type { KnownRepository } from '../../adapters/storage/rows/finding/among.ts'
import {
  listRuns,
  type RunState,
  repositoriesWithRuns,
  whichRuns,
} from '../../adapters/storage/rows/finding/list-runs.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { versionOf } from '../live/versions.ts'
import type { RunList } from '../pages/runs-page.ts'
import { type Opened, runOverviews } from './run-overviews.ts'

export interface RunsQuery {
  readonly repository: RepositoryRef | undefined
  readonly state: RunState | undefined
  /** From 1. */
  readonly page: number
  /** Only of these; of all where undefined. */
  readonly among: readonly KnownRepository[] | undefined
}

const MOST = 40
/** More than that nobody chooses from; others are reached by the name on one of their runs. */
const MOST_REPOSITORIES = 300

/** The last ones to begin. */
export async function readRuns(opened: Opened, query: RunsQuery): Promise<RunList> {
  const { repository, state, page, among } = query
  const version = await listVersion(opened, query)
  const known = await repositoriesWithRuns(opened.database, { among, limit: MOST_REPOSITORIES })
  const repositories = known.map(nameOf)
  const found = await listRuns(opened.database, { ...filterOf(query), limit: MOST + 1 })
  return {
    runs: await runOverviews(opened, found.slice(0, MOST)),
    hasEarlier: found.length > MOST,
    ...{ state, page, repositories },
    repository: repository && asKnown(nameOf(repository), repositories),
    version,
  }
}

/** Names of repositories are the same in capitals and without. */
function asKnown(name: string, names: readonly string[]): string {
  return names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
}

function nameOf({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}`
}

/** Changes when anything on the list does. */
export function listVersion({ database }: Opened, query: RunsQuery): Promise<string> {
  return versionOf(
    database,
    sql<boolean>`id in (${whichRuns(database, { ...filterOf(query), limit: MOST })})`,
  )
}

function filterOf({ page, ...asked }: RunsQuery) {
  return { ...asked, offset: (page - 1) * MOST }
}
