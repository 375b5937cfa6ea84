import { type Turn, turnOfIssue } from '../adapters/github/pacing/turn.ts'
import type { Errand } from '../domain/errand.ts'
import { issueKey, parseIssueKey, type RepositoryRef } from '../domain/issue/issue.ts'
import { type RunAttempt, runAttempt } from '../effects/attempt/run-attempt.ts'
import type { EffectContext } from '../effects/perform.ts'
import type { Forge } from '../ports/forge.ts'
import type { WorkersToolchains } from '../ports/queue.ts'
import { type ReconcileContext, reconcile } from '../reconcile.ts'
import { reconcileEarlier } from '../reconcile-earlier.ts'
import { doErrand } from './do-errand.ts'
import { endingWithoutApp } from './ending-without-app.ts'
import { followingMoves } from './following-moves.ts'
import { lookUnlessFailing } from './look-unless-failing.ts'
import { wakeThoseShortOfBudget } from './wake-those-short-of-budget.ts'

/** Everything a worker needs; the forge is looked up per repository. */
export interface WorkerContext
  extends Omit<EffectContext, 'forge'>,
    Pick<
      ReconcileContext,
      | 'deriveReach'
      | 'touchedJudges'
      | 'askedToolchains'
      | 'askedProof'
      | 'askedSetup'
      | 'ceilings'
      | 'pagesUrl'
      | 'watch'
    >,
    Pick<RunAttempt, 'agents' | 'analysis' | 'dispatching' | 'limits' | 'obstacle' | 'prover'> {
  /** Of this process; what is planned with are those of all workers. */
  readonly toolchains: WorkersToolchains
  /** Told how many seconds each reconcile took. */
  readonly reconciled?: ((seconds: number) => void) | undefined
  readonly forgeFor: (repository: RepositoryRef, turn?: Turn) => Promise<Forge>
}

export interface WorkerLimits {
  /** Attempts at the same time on this machine. */
  readonly attempts: number
}

/** They mostly wait for GitHub. What bounds them is memory: what is read for one look may be many megabytes. */
export const RECONCILES = 32

/** Jobs become function calls: a wake reconciles its issue, an attempt runs its agent and wakes its issue again. */
export async function startWorker(context: WorkerContext, { attempts }: WorkerLimits): Promise<void> {
  const { queue, store, forgeFor, toolchains } = context
  const handlers = {
    reconcile: async (key: Parameters<typeof reconcile>[0]) => {
      const look = async () => {
        const forge = await forgeFor(repositoryOf(key), turnOfIssue(key))
        const reconciling = {
          ...context,
          ...{ forge, toolchains: queue.toolchains(), freePlaces: () => queue.freePlaces() },
        }
        await reconcile(key, reconciling)
        await reconcileEarlier(key, reconciling)
      }
      const startedAt = performance.now()
      await lookUnlessFailing(key, context, () =>
        endingWithoutApp(key, context, () => followingMoves(key, context, look)),
      ).finally(() => context.reconciled?.((performance.now() - startedAt) / 1_000))
    },
    errand: (errand: Errand) => doErrand(errand, context),
    attempt: async (key: Parameters<typeof runAttempt>[1], signal: AbortSignal) => {
      await runAttempt(context, key, signal)
      const issue = signal.aborted ? undefined : await store.issueOf(key.speculation)
      if (!issue) return
      await queue.wake(issueKey(issue))
      await wakeThoseShortOfBudget(issue, key, context)
    },
  }
  await queue.work(handlers, { reconciles: RECONCILES, attempts }, toolchains)
}

function repositoryOf(key: string): RepositoryRef {
  const { owner, repo } = parseIssueKey(key)
  return { owner, repo }
}
