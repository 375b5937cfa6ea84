import type { PullRequestFacts } from '../forge/forge-facts.ts'
import type { Speculation } from './speculation.ts'

interface Retargeted {
  /** The base branch that somebody has given it, as it is called now. */
  readonly branch: string
  /** Who did; undefined where the forge does not say. */
  readonly by: string | undefined
}

/**
 * The other base that somebody has given a pull request of a run; undefined where it has the run's, also under another name: what follows a
 * branch that is renamed has not been retargeted, and what was given back its first base is as it was.
 */
export function retargetedTo(
  { baseBranch, events }: PullRequestFacts,
  { branch }: Speculation['base'],
): Retargeted | undefined {
  if (baseBranch === undefined || baseBranch === branch) return undefined
  const changes = events.filter(({ kind }) => kind === 'retargeted')
  const last = changes.at(-1)
  if (!last || last.base === branch || last.base === changes[0]?.baseBefore) return undefined
  return { branch: baseBranch, by: last.actor }
}
