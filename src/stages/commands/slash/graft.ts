import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import type { CandidateFacts, PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import { promotedByPerson } from '../../../domain/issue/aftermath.ts'
import { type Graft, takenGraft } from '../../../domain/proof/graft.ts'
import { lackingTests } from '../../../domain/proof/lacking-tests.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { count } from '../../../messages/numbers.ts'
import { whyLeftAlone } from '../../people/why-left-alone.ts'
import { CANDIDATE, candidateNamed } from './argument.ts'
import { type Reply, refuse, refuseUnknown, type Situation, slashCommand } from './slash-command.ts'

/** Tests of another candidate on top of the winner: the commit that is offered there, put onto its branch. */
export const graft = slashCommand({
  name: 'graft',
  argument: CANDIDATE,
  least: 'write',
  when: 'after-verdict',
  deed: 'graft tests',
  help: 'The tests of the candidate that the winner lacks are put onto its pull request, where `proof` has offered them; its checks run again.',
  reply: (named, _, situation) => {
    const { run, candidates } = situation
    const author = candidateNamed(named, run, candidates)
    if (author === undefined) return refuseUnknown(situation)
    const winner = winnerOf(situation)
    if (typeof winner === 'string') return refuse(winner)
    const tests = testsOf(author, winner, run)
    return typeof tests === 'string' ? refuse(tests) : put(tests, { author, winner, situation })
  },
})

interface Winner {
  readonly candidate: CandidateId
  readonly facts: CandidateFacts
  readonly pullRequest: PullRequestFacts
  /** What was judged. */
  readonly judged: string
}

/** Or why nothing can be put onto it. */
function winnerOf({ run, candidates }: Situation): Winner | string {
  const { verdict } = run
  if (verdict?.decision.kind !== 'promote') return 'nobody was promoted'
  const { candidate } = verdict.decision
  const facts = candidates.find((one) => one.candidate === candidate)
  const judged = verdict.scoreboard.rows.find((row) => row.candidate === candidate)?.head
  const pullRequest = facts?.pullRequest
  if (!facts || !pullRequest || judged === undefined) return 'the winner has no pull request'
  const name = `#${pullRequest.number}`
  if (pullRequest.state !== 'open') return `${name} is ${pullRequest.state}`
  return whyLeftAlone(run, candidate, name) ?? { candidate, facts, pullRequest, judged }
}

type PublishedGraft = Extract<Graft['result'], { kind: 'published' }>

function testsOf(author: CandidateId, winner: Winner, run: Speculation): PublishedGraft | string {
  if (author === winner.candidate) return 'that is the winner itself'
  const { settings, grafts } = run
  if (!settings.proof) return 'nobody knows which tests the winner lacks: `proof` is off in this repository'
  const result = grafts?.all.find(({ candidate }) => candidate === author)?.result
  if (result?.kind === 'published') return result
  if (result?.kind === 'none') return `there is no commit with its tests, because ${result.reason}`
  return `the winner lacks no test of ${codeSpan(author, 40)} that could be put onto it`
}

interface Putting {
  readonly author: CandidateId
  readonly winner: Winner
  readonly situation: Situation
}

/** Only onto what was judged: the commit stands on that, and so it is there afterwards with nothing else beside it. */
function put(
  { commit, branch: offered }: PublishedGraft,
  { author, winner, situation: { run, repository } }: Putting,
): Reply {
  const { facts, pullRequest, judged } = winner
  const name = `#${pullRequest.number}`
  const taken = takenGraft(run)
  if (taken?.candidate === author) return refuse(`${name} has them already`)
  const answer = { kind: 'grafted' as const, candidate: author, commit }
  const says = saysPut({ author, winner, commit, run })
  // By a look that did not come to record it.
  if (pullRequest.head === commit) return { answer, says }
  if (taken)
    return refuse(
      `the tests of ${codeSpan(taken.candidate, 40)} are on ${name} already, and its checks were asked about those: these are on the branch ${codeSpan(offered, 100)}`,
    )
  if (pullRequest.head !== judged)
    return refuse(`${name} has other commits than were judged: take the tests by hand, as ${name} says`)
  const { branch } = facts
  const effect = {
    do: 'advance-branch',
    ...{ repositoryId: repository.nodeId, branch, from: judged, to: commit },
  } as const
  return { answer, says, effect: [effect] }
}

interface Said extends Omit<Putting, 'situation'> {
  readonly commit: string
  readonly run: Speculation
}

function saysPut({ author, winner, commit, run }: Said): string {
  const { scoreboard } = run.verdict ?? {}
  const isPersons = promotedByPerson(run.choices ?? []) === winner.candidate
  const lacking = scoreboard ? lackingTests(scoreboard, winner.candidate) : []
  const tests = lacking.find((one) => one.author.candidate === author)?.tests ?? []
  const failing = tests.filter(({ onWinner }) => onWinner.kind === 'fails').length
  const warning = failing > 0 ? ` It has failed ${count(failing, 'of them', 'of them')} so far.` : ''
  return `The tests of ${codeSpan(author, 40)} are on #${winner.pullRequest.number} now, as commit ${codeSpan(commit.slice(0, 12), 12)}. ${isPersons ? STAYS : MAY_GO}${warning}`
}

const MAY_GO = 'Its checks run again: where a required one fails, the promotion is taken back.'
const STAYS =
  'Its checks run again, and whatever they say it stays promoted, because a person has had it promoted.'
