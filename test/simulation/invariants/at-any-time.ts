import { APP } from '../people/people.ts'
import {
  type InvariantFacts,
  isReadyByApp,
  judgedHead,
  OLDEST_LOOK_MS,
  type OwnPullRequest,
  ownPullRequests,
  runOf,
} from './facts.ts'
import { noSecondComment, noSecondLabel, noSecondPullRequest } from './no-second.ts'

/** What must hold after everything that the app does on GitHub: sentences about what does not. */
type Invariant = (facts: InvariantFacts) => readonly string[]

/** However it came to be: two candidates of one run are never offered for merging by the app. */
const oneWinner: Invariant = (facts) => {
  const ready = ownPullRequests(facts).filter((one) => isReadyByApp(facts, one))
  const runs = Map.groupBy(ready, ({ of }) => `#${of.issue}.${of.run}`)
  return [...runs].flatMap(([run, winners]) =>
    winners.length > 1 ? [`${run} has ${winners.length} winners: ${numbersOf(winners)}`] : [],
  )
}

/** Only what the whole contract has passed. Where other commits have arrived meanwhile, it must be a draft again in the end. */
const promotedWithContract: Invariant = (facts) =>
  ownPullRequests(facts)
    .filter((one) => isMadeReadyNow(facts, one))
    .flatMap(({ number, pull, of }) => {
      const { sha } = pull.head
      const judged = judgedHead(facts, of)
      if (judged === undefined) return [`#${number} was promoted without a verdict for it`]
      if (judged !== sha || facts.green.wasGreen(sha, facts.now - OLDEST_LOOK_MS, facts.now)) return []
      return [`#${number} was promoted, and its checks had not passed on ${sha.slice(0, 7)}`]
    })

/** The log knows the verdict before anybody can see it. */
const verdictBeforeClosing: Invariant = (facts) =>
  ownPullRequests(facts).flatMap(({ number, of, state, closedBy }) => {
    const run = runOf(facts, of)
    const isDecided = run?.verdict !== undefined || run?.settledAt !== undefined
    return state === 'closed' && closedBy === APP && !isDecided
      ? [`#${number} was closed before there was a verdict`]
      : []
  })

/** What was created out of time, or is not seen yet, is created twice and tidied up in the end. */
const nothingTwice: Invariant = (facts) =>
  facts.mayBeTwice ? [] : [...noSecondPullRequest(facts), ...noSecondComment(facts), ...noSecondLabel(facts)]

export const AT_ANY_TIME: Readonly<Record<string, Invariant>> = {
  oneWinner,
  promotedWithContract,
  verdictBeforeClosing,
  nothingTwice,
}

function isMadeReadyNow(facts: InvariantFacts, one: OwnPullRequest): boolean {
  const last = facts.repository.timeline.findLast(
    ({ issue, kind }) => issue === one.number && kind === 'ready_for_review',
  )
  // GitHub's times are whole seconds.
  return isReadyByApp(facts, one) && last !== undefined && facts.now - Date.parse(last.createdAt) < 1_000
}

function numbersOf(found: readonly OwnPullRequest[]): string {
  return found.map(({ number }) => `#${number}`).join(', ')
}
