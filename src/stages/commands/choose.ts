import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { GHOST } from '../../domain/issue/command.ts'
import type { AskedCommand } from '../../domain/run/snapshot.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { CANDIDATE, type CandidateName, candidateNamed } from './argument.ts'
import { NO_CANDIDATE, type Reply, refuse, type Situation, slashCommand } from './slash-command.ts'

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
  const pullRequest = candidates.find((one) => one.candidate === candidate)?.pullRequest
  if (!pullRequest) return `${codeSpan(candidate, 40)} has no pull request`
  if (pullRequest.state === 'merged') return `#${pullRequest.number} is merged`
  const merged = run.choices?.find((one) => one.kind === 'merged')
  if (merged && kind === 'promoted') return `${codeSpan(merged.candidate, 40)} is merged already`
  if (kind === 'restored' && pullRequest.state === 'open') return `#${pullRequest.number} is open`
  if (kind === 'promoted' && pullRequest.state === 'open' && !pullRequest.isDraft)
    return `#${pullRequest.number} is ready for review`
  return undefined
}
