/** A mistake that the simulation must find. Paths are from the root of the clone. */
export interface PlantedBug {
  /** What the app does then. */
  readonly name: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly code: string
  readonly instead: string
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'forgets after a crash that it had begun to create something',
    file: 'src/effects/perform.ts',
    code: 'creates(step) && !(await context.store.isUncertain(about, nameOf(step)))',
    instead: 'creates(step)',
  },
  {
    name: 'creates without looking first',
    file: 'src/adapters/github/ensure/create-once.ts',
    code: 'isNew ? undefined : await find()',
    instead: 'undefined',
  },
  {
    name: 'promotes while checks are still running',
    file: 'src/stages/verify/verify.ts',
    code: 'if (pending.length > 0) {',
    instead: 'if (checks.length === 0) {',
  },
  {
    name: 'leaves a promotion standing on commits that nobody has judged',
    file: 'src/stages/people/reconsider.ts',
    code: 'if (head === winner.head || head === grafted) return undefined',
    instead: 'if (head !== undefined) return undefined',
  },
  {
    name: 'closes losers before the verdict is recorded',
    file: 'src/advance.ts',
    code: "    { do: 'record-verdict', verdict },",
    instead: "    ...apply(snapshot, speculation, verdict),\n    { do: 'record-verdict', verdict },",
  },
  {
    name: 'comes back to no issue whose look has failed once',
    file: 'src/worker/look-unless-failing.ts',
    code: 'await queue.wake(issue, Math.max(FIRST_WAIT_MS, wait))',
    instead: 'if (wait > 0) await queue.wake(issue, wait)',
  },
  {
    name: 'leaves work trees behind',
    file: 'src/effects/attempt/run-attempt.ts',
    code: 'await workspace.dispose(job.name)',
    instead: 'await Promise.resolve()',
  },
  {
    name: 'marks ready again and again what it has promoted',
    file: 'src/advance.ts',
    code: 'if (speculation.settledAt)',
    instead: 'if (speculation.archivedAt)',
  },
]
