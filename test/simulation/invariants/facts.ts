import type { Repository } from '@speculate-dev/embedded-github'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { type CandidateBranch, parseCandidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { MemoryRows } from '../../fakes/store/memory-rows.ts'
import { APP } from '../people/people.ts'
import type { GreenTimes } from './green-times.ts'

/** A look may be as old as the slowest of its requests, with the two that are tried after it. */
export const OLDEST_LOOK_MS = 240_000

/** What an invariant looks at. */
export interface InvariantFacts {
  readonly repository: Repository
  readonly rows: MemoryRows
  readonly green: GreenTimes
  readonly now: number
  /** An effect has come late, or a look for what may be there already has seen too little. */
  readonly mayBeTwice: boolean
}

/** A pull request of the app's, and the candidate that its branch names. */
export function ownPullRequests({ repository }: Pick<InvariantFacts, 'repository'>) {
  return repository.issues.filter(isPullRequest).flatMap((issue) => {
    const of = parseCandidateBranch(issue.pull.head.ref)
    return issue.author === APP && of ? [{ ...issue, of }] : []
  })
}

export type OwnPullRequest = ReturnType<typeof ownPullRequests>[number]

export function runOf(
  { rows }: Pick<InvariantFacts, 'rows'>,
  { issue, run }: CandidateBranch,
): Speculation | undefined {
  return [...rows.speculations.values()].find((one) => one.issue.number === issue && one.run === run)
}

/** Made ready by the app, and by nobody since. */
export function isReadyByApp(
  { repository }: Pick<InvariantFacts, 'repository'>,
  { number, pull, state }: OwnPullRequest,
) {
  const last = repository.timeline.findLast(
    ({ issue, kind }) => issue === number && (kind === 'ready_for_review' || kind === 'convert_to_draft'),
  )
  return state === 'open' && !pull.draft && last?.actor === APP
}

/** Somebody has opened it again: what happens to it from then on is theirs (E8). */
export function isReopenedByPerson(
  { repository }: Pick<InvariantFacts, 'repository'>,
  { number }: OwnPullRequest,
) {
  const last = repository.timeline.findLast(
    ({ issue, kind }) => issue === number && (kind === 'closed' || kind === 'reopened'),
  )
  return last?.kind === 'reopened' && last.actor !== APP
}

/** The commit that the verdict promotes; undefined where it promotes another candidate, or nobody. */
export function judgedHead(facts: Pick<InvariantFacts, 'rows'>, of: CandidateBranch): string | undefined {
  const { verdict } = runOf(facts, of) ?? {}
  if (verdict?.decision.kind !== 'promote' || verdict.decision.candidate !== of.candidate) return undefined
  return verdict.scoreboard.rows.find(({ candidate }) => candidate === of.candidate)?.head
}
