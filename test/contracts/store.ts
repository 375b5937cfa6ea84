import { describe } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { describeAnswers } from './store/answers.ts'
import { describeAttempts } from './store/attempts.ts'
import { describeBudgets } from './store/budgets.ts'
import { describeAudit, describeAuditLog } from './store/log.ts'
import { describeMoves } from './store/moves.ts'
import { describeOpenIssues, describeSpeculations } from './store/speculations.ts'
import { describeWritten } from './store/written.ts'

/** What every store promises. `store` is asked for inside each case; cases keep apart by the owner's name. */
export function describeStore(name: string, store: () => Store): void {
  describe(`store contract: ${name}`, () => {
    describeSpeculations(store)
    describeMoves(store)
    describeAnswers(store)
    describeOpenIssues(store)
    describeAttempts(store)
    describeBudgets(store)
    describeAudit(store)
    describeAuditLog(store)
    describeWritten(store)
  })
}
