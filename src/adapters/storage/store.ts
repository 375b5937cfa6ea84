import type { Store } from '../../ports/store.ts'
import { afterVerdictRows } from './after-verdict-rows.ts'
import { answerRows } from './answer-rows.ts'
import { attemptRows } from './attempt-rows.ts'
import { auditChainRows } from './audit-chain-rows.ts'
import { auditRows } from './audit-rows.ts'
import { budgetRows } from './budget-rows.ts'
import { commandRows } from './command-rows.ts'
import { commentRows } from './comment-rows.ts'
import type { Database } from './database.ts'
import { openPromotions } from './open-promotions.ts'
import { rerunRows } from './rerun-rows.ts'
import { retention } from './retention.ts'
import { speculationRows } from './speculation-rows.ts'

/** The store on Postgres or PGlite. Closing it closes the database. */
export function createStore(database: Database): Store {
  return {
    ...speculationRows(database.kysely),
    ...afterVerdictRows(database.kysely),
    ...openPromotions(database.kysely),
    ...attemptRows(database.kysely),
    ...answerRows(database.kysely),
    ...budgetRows(database.kysely),
    ...rerunRows(database.kysely),
    ...commandRows(database.kysely),
    ...commentRows(database.kysely),
    ...auditRows(database.kysely),
    ...auditChainRows(database.kysely),
    ...retention(database.kysely),
    close: () => database.close(),
  }
}
