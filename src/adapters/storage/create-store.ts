import type { Store } from '../../ports/store.ts'
import type { Database } from './database.ts'
import { afterVerdictRows } from './rows/after-verdict-rows.ts'
import { answerRows } from './rows/answer-rows.ts'
import { attemptRows } from './rows/attempt-rows.ts'
import { auditChainRows } from './rows/audit-chain-rows.ts'
import { auditRows } from './rows/audit-rows.ts'
import { budgetRows } from './rows/budget-rows.ts'
import { commandRows } from './rows/command-rows.ts'
import { commentRows } from './rows/comment-rows.ts'
import { loadRows } from './rows/load-rows.ts'
import { mergedRows } from './rows/merged-rows.ts'
import { movedRepositories } from './rows/moved-repositories.ts'
import { openPromotions } from './rows/open-promotions.ts'
import { rerunRows } from './rows/rerun-rows.ts'
import { retention } from './rows/retention.ts'
import { runsIn } from './rows/runs-in.ts'
import { speculationRows } from './rows/speculation-rows.ts'
import { watchedRows } from './rows/watched-rows.ts'

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
