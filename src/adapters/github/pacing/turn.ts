import { AsyncLocalStorage } from 'node:async_hooks'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { Forge } from '../../../ports/forge.ts'
import type { Urgency } from './limits.ts'

/** On whose behalf requests are sent. */
export interface Turn {
  /** Those of one key never keep those of another waiting for long; the id of an issue, or what else works on its own. */
  readonly key: string
  /** How long a request may wait where it is; what would take longer is refused, to be tried later. */
  readonly patienceMs: number
  /** Reads are urgent and writes normal where it is not given. */
  readonly urgency?: Urgency
}

/** A reconcile that has to wait for longer ends, and comes back when it may go on. */
const RECONCILE_PATIENCE_MS = 1_500
/** An attempt has a worker of its own, and nothing to come back to. */
const ATTEMPT_PATIENCE_MS = 3_600_000

export function turnOfIssue(key: string): Turn {
  return { key, patienceMs: RECONCILE_PATIENCE_MS }
}

export function turnOfAttempts({ owner, repo }: RepositoryRef): Turn {
  return { key: `attempts of ${owner}/${repo}`, patienceMs: ATTEMPT_PATIENCE_MS }
}

/** Waits that belong to nobody in particular are held out. */
const NOBODYS: Turn = { key: '', patienceMs: 60_000 }

/** What is done for a repository beside its runs can wait, and keeps nobody waiting. */
export function turnOfErrands({ owner, repo }: RepositoryRef): Turn {
  return { key: `errands of ${owner}/${repo}`, patienceMs: NOBODYS.patienceMs, urgency: 'cosmetic' }
}

const turns = new AsyncLocalStorage<Turn>()

export function currentTurn(): Turn {
  return turns.getStore() ?? NOBODYS
}

/** People wait for a winner; comments, labels and what is closed may come a little later. What is not named goes by what it does. */
const URGENCIES: Partial<Record<keyof Forge, Urgency>> = {
  markReady: 'urgent',
  ensureComment: 'cosmetic',
  ensureLabels: 'cosmetic',
  ensureReview: 'cosmetic',
  changePullRequest: 'cosmetic',
  deleteBranch: 'cosmetic',
}

/** The forge, whose every request takes this turn. */
export function forgeInTurn(forge: Forge, turn: Turn): Forge {
  return new Proxy(forge, {
    get(target, name: keyof Forge) {
      // Whoever awaits the forge itself asks for a `then`.
      if (!(name in target)) return undefined
      const urgency = URGENCIES[name]
      const taken = urgency === undefined ? turn : { ...turn, urgency }
      return (...parameters: unknown[]) =>
        turns.run(taken, () => Reflect.apply(target[name], target, parameters))
    },
  })
}
