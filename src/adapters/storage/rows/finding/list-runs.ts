import { type RawBuilder, sql } from 'kysely'
import type { RepositoryRef } from '../../../../domain/issue/issue.ts'
import type { Speculation } from '../../../../domain/run/speculation.ts'
import type { Database } from '../../database.ts'
import { SCHEMA } from '../../tables.ts'
import { SPECULATION_COLUMNS, toSpeculation } from '../speculation-row.ts'
import { isAmong, type KnownRepository } from './among.ts'

/** Where a run stands, as `RunPhase` has it: under way in whatever phase, or one of its ends. */
export const RUN_STATES = ['open', 'promoted', 'human', 'set-aside', 'ended'] as const
export type RunState = (typeof RUN_STATES)[number]

interface RunFilter {
  /** Leaves out runs that were settled before (ISO-8601); those that are not settled are never left out. */
  readonly settledSince?: string | undefined
  readonly repository?: RepositoryRef | undefined
  /** Only of these; of all without it. */
  readonly among?: readonly KnownRepository[] | undefined
  readonly state?: RunState | undefined
  readonly limit: number
  /** Leaves out so many of those that began last. */
  readonly offset?: number
}

/** Runs, the last one to begin first. */
export async function listRuns(
  database: Pick<Database, 'kysely'>,
  filter: RunFilter,
): Promise<readonly Speculation[]> {
  const rows = await whichRuns(database, filter).clearSelect().select(SPECULATION_COLUMNS).execute()
  return rows.map(toSpeculation)
}

/** Their ids alone, as a query. */
export function whichRuns(
  { kysely }: Pick<Database, 'kysely'>,
  { settledSince, repository, among, state, limit, offset = 0 }: RunFilter,
) {
  let asked = kysely.selectFrom('speculations').select('id')
  if (settledSince !== undefined)
    asked = asked.where((is) => is.or([is('settled_at', 'is', null), is('settled_at', '>=', settledSince)]))
  if (repository)
    asked = asked
      .where(sql<boolean>`lower(owner) = ${repository.owner.toLowerCase()}`)
      .where(sql<boolean>`lower(repo) = ${repository.repo.toLowerCase()}`)
  asked = asked.where(isAmong(among))
  if (state) asked = asked.where(IS_IN[state])
  return asked.orderBy(sql`document ->> 'startedAt'`, 'desc').orderBy('id').limit(limit).offset(offset)
}

/** Repositories that have runs, by their names. */
export function repositoriesWithRuns(
  { kysely }: Pick<Database, 'kysely'>,
  { among, limit }: Pick<RunFilter, 'among' | 'limit'>,
): Promise<readonly RepositoryRef[]> {
  return kysely
    .selectFrom('speculations')
    .select(['owner', 'repo'])
    .distinct()
    .where(isAmong(among))
    .orderBy('owner')
    .orderBy('repo')
    .limit(limit)
    .execute()
}

const IS_WITHDRAWN = sql<boolean>`coalesce(settled_at is not null and verdict -> 'decision' ->> 'cause' = 'withdrawn', false)`
const IS_SET_ASIDE = sql<boolean>`(verdict is not null and not ${IS_WITHDRAWN} and not choices @> '[{"kind": "merged"}]' and exists (
  select from ${sql.id(SCHEMA, 'speculations')} later
  where (later.owner, later.repo, later.number) = (speculations.owner, speculations.repo, speculations.number)
    and later.run > speculations.run))`
const IS_DECIDED = sql<boolean>`(settled_at is not null and verdict is not null and not ${IS_WITHDRAWN} and not ${IS_SET_ASIDE})`
const IS_PROMOTION = sql<boolean>`(verdict -> 'decision' ->> 'kind' = 'promote' and revoked is null)`
const IS_IN: Readonly<Record<RunState, RawBuilder<boolean>>> = {
  open: sql<boolean>`(settled_at is null and not ${IS_SET_ASIDE})`,
  promoted: sql<boolean>`(${IS_DECIDED} and ${IS_PROMOTION})`,
  human: sql<boolean>`(${IS_DECIDED} and not ${IS_PROMOTION})`,
  'set-aside': IS_SET_ASIDE,
  ended: sql<boolean>`(settled_at is not null and verdict is null or ${IS_WITHDRAWN})`,
}
