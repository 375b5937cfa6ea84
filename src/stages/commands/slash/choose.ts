import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { submittedPullRequestOf } from '../../../domain/candidate/competitor.ts'
import type { CandidateFacts, PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import { lastPromoted, promotedByPerson } from '../../../domain/issue/aftermath.ts'
import { GHOST } from '../../../domain/issue/command.ts'
import type { AskedCommand } from '../../../domain/run/snapshot.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { type CandidateName, candidateNamed } from './argument.ts'
import { mergedOf, type Reply, refuse, refuseUnknown, type Situation } from './slash-command.ts'

interface Asked extends Pick<AskedCommand, 'comment'> {
  readonly named: CandidateName
}

/** Records a person's choice of a candidate, which the stages act on; or why that cannot be. */
export function choose(
  kind: 'promoted' | 'restored',
  { named, comment }: Asked,
  situation: Situation,
): Reply {
  const { run, candidates } = situation
  const candidate = candidateNamed(named, run, candidates)
  if (candidate === undefined) return refuseUnknown(situation)
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
