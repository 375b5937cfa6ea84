import type { Store } from '../../ports/store.ts'
import type { Database } from './database.ts'
import { afterVerdictRows } from './rows/after-verdict-rows.ts'
import { answerRows } from './rows/answer-rows.ts'
import { attemptRows } from './rows/attempt-rows.ts'
import { budgetRows } from './rows/budget-rows.ts'
import { commandRows } from './rows/command-rows.ts'
import { commentRows } from './rows/comment-rows.ts'
import { loadRows } from './rows/finding/load-rows.ts'
import { mergedRows } from './rows/finding/merged-rows.ts'
import { openPromotions } from './rows/finding/open-promotions.ts'
import { runsIn } from './rows/finding/runs-in.ts'
import { watchedRows } from './rows/finding/watched-rows.ts'
import { auditChainRows } from './rows/log/audit-chain-rows.ts'
import { auditRows } from './rows/log/audit-rows.ts'
import { retention } from './rows/log/retention.ts'
import { movedRepositories } from './rows/moved-repositories.ts'
import { rerunRows } from './rows/rerun-rows.ts'
import { speculationRows } from './rows/speculation-rows.ts'

/** The store on Postgres or PGlite. Closing it closes the database. */
export function createStore(database: Database): Store {
  return {
    ...speculationRows(database.kysely),
    ...afterVerdictRows(database.kysely),
    ...openPromotions(database.kysely),
    ...mergedRows(database.kysely),
    ...runsIn(database.kysely),
    ...watchedRows(database.kysely),
    ...movedRepositories(database.kysely),
    ...attemptRows(database.kysely),
    ...answerRows(database.kysely),
    ...budgetRows(database.kysely),
    ...loadRows(database.kysely),
    ...rerunRows(database.kysely),
    ...commandRows(database.kysely),
    ...commentRows(database.kysely),
    ...auditRows(database.kysely),
    ...auditChainRows(database.kysely),
    ...retention(database.kysely),
    close: () => database.close(),
  }
}
