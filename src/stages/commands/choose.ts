import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import { lastPromoted, promotedByPerson } from '../../domain/issue/aftermath.ts'
import { GHOST } from '../../domain/issue/command.ts'
import type { AskedCommand, CandidateFacts, PullRequestFacts } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { CANDIDATE, type CandidateName, candidateNamed } from './argument.ts'
import { mergedOf, NO_CANDIDATE, type Reply, refuse, type Situation, slashCommand } from './slash-command.ts'

/** A person overrules the verdict; the rules that rejected a candidate do not bind people. */
export const promote = slashCommand({
  name: 'promote',
  argument: CANDIDATE,
  least: 'write',
  when: 'after-verdict',
  deed: 'promote candidates',
  help: 'The candidate is opened again if it was closed, and marked ready for review instead of the winner.',
  reply: (named, { comment }, situation) => choose('promoted', { named, comment }, situation),
})

/** Its branch and its pull request are as they were, and stay so. */
export const restore = slashCommand({
  name: 'restore',
  argument: CANDIDATE,
  least: 'write',
  when: 'after-verdict',
  deed: 'restore candidates',
  help: 'The pull request of the candidate is opened again, with its branch, and stays open.',
  reply: (named, { comment }, situation) => choose('restored', { named, comment }, situation),
})

interface Asked extends Pick<AskedCommand, 'comment'> {
  readonly named: CandidateName
}

function choose(kind: 'promoted' | 'restored', { named, comment }: Asked, situation: Situation): Reply {
  const { run, candidates } = situation
  const candidate = candidateNamed(named, run, candidates)
  if (candidate === undefined) return refuse(NO_CANDIDATE)
  const reason = whyNot(kind, candidate, situation)
  if (reason !== undefined) return refuse(reason)
  const choice = { kind, candidate, actor: comment.author ?? GHOST, at: comment.at }
  return { answer: { kind, candidate }, effect: [{ do: 'record-choice', choice }] }
}

function whyNot(kind: 'promoted' | 'restored', candidate: CandidateId, { run, candidates }: Situation) {
  const facts = candidates.find((one) => one.candidate === candidate)
  const pullRequest = facts?.pullRequest
  if (!pullRequest) return `${codeSpan(candidate, 40)} has no pull request`
  if (pullRequest.state === 'merged') return `#${pullRequest.number} is merged`
  const merged = mergedOf(candidates)
  if (merged !== undefined && kind === 'promoted') return `#${merged} is merged already`
  if (pullRequest.state === 'closed') return whyNotReopened(facts, pullRequest, run)
  if (kind === 'restored') return `#${pullRequest.number} is open`
  if (submittedPullRequestOf(run, candidate))
    return isWinner(candidate, run) ? `#${pullRequest.number} is promoted already` : undefined
  return pullRequest.isDraft ? undefined : `#${pullRequest.number} is ready for review`
}

/** A forge does not open again what has another history by now; whether it has, only who opens it by hand learns. */
function whyNotReopened(
  { candidate, branch, branchHead }: CandidateFacts,
  { number, head }: PullRequestFacts,
  run: Speculation,
): string | undefined {
  if (submittedPullRequestOf(run, candidate))
    return `#${number} belongs to its author: it has to be opened again by hand`
  if (branchHead === undefined || branchHead === head) return undefined
  return `${codeSpan(branch, 100)} holds other commits by now: #${number} has to be opened again by hand`
}

/** Of a submitted pull request nothing but its labels shows that. */
function isWinner(candidate: CandidateId, { verdict, revoked, choices = [] }: Speculation): boolean {
  if (lastPromoted(choices)) return promotedByPerson(choices) === candidate
  return verdict?.decision.kind === 'promote' && verdict.decision.candidate === candidate && !revoked
}
