import { type Kysely, sql } from 'kysely'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { RepositoryMove, Store } from '../../../ports/store.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from './in-transaction.ts'
import { appendEntry } from './log/audit-chain-rows.ts'

/** No name on a forge has this character. */
export const ASIDE = '@'

/** Tables that name the repository of a row. */
const NAMED = ['speculations', 'own_comments', 'answers'] as const

export function movedRepositories(kysely: Kysely<Tables>): Pick<Store, 'moveRepository'> {
  return {
    moveRepository: (move) => inTransaction(kysely, (transaction) => moveAll(transaction, move)),
  }
}

async function moveAll(transaction: Kysely<Tables>, move: RepositoryMove): Promise<boolean> {
  const { id, to } = move
  const others = await namesOf(transaction, move)
  const strangers = await strangersAt(transaction, to, id)
  for (const stranger of strangers)
    await rename(transaction, to, { ...to, repo: `${to.repo}${ASIDE}${stranger}` })
  for (const from of others) {
    await announce(transaction, { from, to, at: move.at })
    await rename(transaction, from, to)
  }
  await transaction
    .updateTable('speculations')
    .set({ repository_id: id })
    .where((is) => is.and([is.and({ owner: to.owner, repo: to.repo }), is('repository_id', 'is', null)]))
    .execute()
  return others.length + strangers.length > 0
}

/** Under which other names something of the repository is kept. */
async function namesOf(
  transaction: Kysely<Tables>,
  { id, to, from }: RepositoryMove,
): Promise<readonly RepositoryRef[]> {
  const rows = await transaction
    .selectFrom('speculations')
    .select(['owner', 'repo'])
    .distinct()
    .where((is) =>
      is.or([
        is.and([is('repository_id', '=', id), hasAnotherName(to)]),
        ...(from
          ? [is.and([is.and({ owner: from.owner, repo: from.repo }), is('repository_id', 'is', null)])]
          : []),
      ]),
    )
    .execute()
  return rows.filter(({ owner, repo }) => owner !== to.owner || repo !== to.repo)
}

/** In words for which an index passes over the name of now. */
function hasAnotherName({ owner, repo }: RepositoryRef) {
  return sql<boolean>`((owner, repo) < (${owner}, ${repo}) or (owner, repo) > (${owner}, ${repo}))`
}

/** Ids of repositories that had this name before. */
async function strangersAt(
  transaction: Kysely<Tables>,
  { owner, repo }: RepositoryRef,
  id: string,
): Promise<readonly string[]> {
  // Two ranges of an index pass over what is the repository's own.
  const beside = (side: '<' | '>') =>
    transaction
      .selectFrom('speculations')
      .select('repository_id')
      .where((is) => is.and({ owner, repo }))
      .where('repository_id', side, id)
  const rows = await beside('<').union(beside('>')).execute()
  return rows.flatMap(({ repository_id }) => repository_id ?? [])
}

async function rename(transaction: Kysely<Tables>, from: RepositoryRef, to: RepositoryRef): Promise<void> {
  for (const table of NAMED)
    await sql`update ${sql.table(`speculate.${table}`)} set owner = ${to.owner}, repo = ${to.repo}
      where owner = ${from.owner} and repo = ${from.repo}`.execute(transaction)
}

/** In the log of every run that something may still happen to. */
async function announce(
  transaction: Kysely<Tables>,
  { from, to, at }: { readonly from: RepositoryRef; readonly to: RepositoryRef; readonly at: string },
): Promise<void> {
  const runs = await transaction
    .selectFrom('speculations')
    .select('id')
    .where((is) => is.and({ owner: from.owner, repo: from.repo }))
    .where('archived_at', 'is', null)
    .execute()
  const payload = { from: nameOf(from), to: nameOf(to), at }
  for (const run of runs) await appendEntry(transaction, run.id, { at, kind: 'moved', payload })
}

/** What is kept aside had this name before. */
function nameOf({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo.replace(/@.*/s, '')}`
}
