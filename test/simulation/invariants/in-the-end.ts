import { verifyChain } from '../../../src/adapters/audit/verify-chain.ts'
import type { Places } from '../app/simulated-workspace.ts'
import {
  type InvariantFacts,
  isReadyByApp,
  isReopenedByPerson,
  judgedHead,
  ownPullRequests,
  runOf,
} from './facts.ts'
import { noSecondComment, noSecondLabel, noSecondPullRequest } from './no-second.ts'
import { verdictIsApplied } from './verdict-is-applied.ts'
import { verdictWithContract } from './verdict-with-contract.ts'

/** What must hold once nothing goes wrong any more, and all has been done about what did. */
interface EndFacts extends InvariantFacts {
  readonly places: Places
  /** Jobs that wait or run. */
  readonly jobs: readonly string[]
  /** Looks that failed, and that nothing would have brought back. */
  readonly forgotten: readonly string[]
  /** What was written during three more looks. */
  readonly written: readonly string[]
}

type EndInvariant = (facts: EndFacts) => readonly string[]

/** What stands ready is the commit that was judged, its checks have passed and none has failed since, and nobody has taken it back. */
const readyIsWhatWasJudged: EndInvariant = (facts) =>
  ownPullRequests(facts)
    .filter((one) => isReadyByApp(facts, one) && !isReopenedByPerson(facts, one))
    .flatMap(({ number, pull, of }) => {
      const { sha } = pull.head
      if (judgedHead(facts, of) !== sha)
        return [`#${number} is ready at ${sha.slice(0, 7)}, which nobody has judged`]
      if (runOf(facts, of)?.revoked) return [`#${number} is ready, and its promotion was taken back`]
      return facts.green.stands(sha) ? [] : [`#${number} is ready, and its checks have not passed`]
    })

const chainsHold: EndInvariant = ({ rows }) =>
  [...rows.chains].flatMap(([run, entries]) => {
    const last = entries.at(-1)
    const { faults } = verifyChain(entries, last && { seq: last.seq, hash: last.hash })
    return faults.map(({ entry, what }) => `entry ${entry} of ${run} ${what}`)
  })

const runsAreSettled: EndInvariant = ({ rows }) =>
  [...rows.speculations.values()]
    .filter(({ settledAt, archivedAt }) => settledAt === undefined && archivedAt === undefined)
    .map(({ id }) => `${id} was never settled`)

const attemptsHaveEnded: EndInvariant = ({ rows }) =>
  [...rows.attempts.values()]
    .filter(({ status }) => status !== 'ended')
    .map(
      ({ speculation, candidate, number }) => `attempt ${candidate}.${number} of ${speculation} never ended`,
    )

const nothingIsLeft: EndInvariant = ({ places, jobs }) => [
  ...[...places.folders].map((name) => `the work tree ${name} is left`),
  ...[...places.refs.keys()].map((commit) => `a temporary ref to ${commit.slice(0, 7)} is left`),
  ...jobs.map((job) => `a job is left: ${job}`),
]

const failedLooksComeBack: EndInvariant = ({ forgotten }) => forgotten

const looksWriteNothing: EndInvariant = ({ written }) => written.map((what) => `three more looks: ${what}`)

export const IN_THE_END: Readonly<Record<string, EndInvariant>> = {
  readyIsWhatWasJudged,
  verdictIsApplied,
  verdictWithContract,
  noSecondPullRequest,
  noSecondComment,
  noSecondLabel,
  chainsHold,
  runsAreSettled,
  attemptsHaveEnded,
  failedLooksComeBack,
  nothingIsLeft,
  looksWriteNothing,
}
