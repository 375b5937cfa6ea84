import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { latestAttempt } from '../../../domain/candidate/latest-attempt.ts'
import { mayTryAgain } from '../../../domain/candidate/may-try-again.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import { attemptsAgain } from '../../generate.ts'
import type { JudgeInput } from '../../judge.ts'
import { rerunAsked } from '../../verify/second-run/rerun.ts'
import { CANDIDATE, type CandidateName, candidateNamed } from './argument.ts'
import { type Reply, refuse, refuseUnknown, type Situation, slashCommand } from './slash-command.ts'

type Named = CandidateName | 'all'

/** Another attempt for who has none left: its agent failed, which says nothing about the strategy. */
export const retry = slashCommand<Named>({
  name: 'retry',
  argument: {
    ...CANDIDATE,
    example: '[NAME]',
    read: (text) => (text === '' ? 'all' : CANDIDATE.read(text)),
  },
  least: 'write',
  when: 'before-verdict',
  deed: 'have agents write again',
  help: 'The agent of the candidate writes once more, after it has failed; without a name, those of all that have. Of one that has a draft, the checks that failed run once more.',
  reply: (named, { comment }, situation) => {
    const input = situation.input()
    const begun = input.speculation.plan.briefs
      .map(({ id }) => id)
      .filter((id) => hasBegun(id, comment.at, input))
    const failed = input.speculation.plan.briefs.map(({ id }) => id).filter((id) => hasFailed(id, input))
    if (named === 'all') {
      if (failed.length > 0) return again(failed, input)
      return begun.length > 0 ? beganBefore(begun) : refuse('no agent has failed')
    }
    const candidate = candidateNamed(named, situation.run, situation.candidates)
    if (candidate === undefined) return refuseUnknown(situation)
    if (failed.includes(candidate)) return again([candidate], input)
    if (begun.includes(candidate)) return beganBefore([candidate])
    return verifyAgain({ candidate, askedAt: comment.at }, situation, input)
  },
})

function hasFailed(id: CandidateId, { attempts }: JudgeInput): boolean {
  const latest = latestAttempt(attempts, id)
  return latest?.outcome?.kind === 'failure' && !mayTryAgain(latest)
}

/** For this command, by a look that did not come to record it. */
function hasBegun(id: CandidateId, askedAt: string, { attempts }: JudgeInput): boolean {
  const latest = latestAttempt(attempts, id)
  return (
    latest !== undefined &&
    latest.number > 1 &&
    latest.status !== 'ended' &&
    Date.parse(latest.queuedAt) >= Date.parse(askedAt)
  )
}

function beganBefore(candidates: CandidateId[]): Reply {
  return { answer: { kind: 'retried', candidates } }
}

/** Of who has a draft: the checks that stand against it, which may be flaky. */
function verifyAgain(
  { candidate, askedAt }: { readonly candidate: CandidateId; readonly askedAt: string },
  { candidates }: Situation,
  input: JudgeInput,
): Reply {
  const name = codeSpan(candidate, 40)
  const draft = candidates.find((one) => one.candidate === candidate)?.pullRequest
  if (!draft) return refuse(`the agent of ${name} has not failed`)
  const effect = rerunAsked(input, candidate)
  // For this command, by a look that did not come to record it.
  const isBegun = input.speculation.reruns?.some(
    (one) => one.candidate === candidate && Date.parse(one.askedAt) >= Date.parse(askedAt),
  )
  return effect.length > 0 || isBegun
    ? { answer: { kind: 'verified-again', candidate }, effect }
    : refuse(`no check of #${draft.number} has failed that can be run again now`)
}

/** As many as may be at work beside those that are. */
function again(wanted: readonly CandidateId[], input: JudgeInput): Reply {
  const effect = attemptsAgain(input, wanted)
  const candidates = effect.map(({ candidate }) => candidate)
  if (candidates.length === 0)
    return refuse('as many agents are at work as may be, or the budget is used up: ask again later')
  const left = wanted.filter((id) => !candidates.includes(id)).map((id) => codeSpan(id, 40))
  return {
    answer: { kind: 'retried', candidates },
    effect,
    ...(left.length > 0 && { says: `There is no place yet for ${list(left)}: ask again later.` }),
  }
}
