import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { ReviewVerdict } from '../../../src/domain/checks/evidence.ts'
import type { IssueAnswer } from '../../../src/domain/proof/distinction.ts'
import type { AttemptKey, Store } from '../../../src/ports/store.ts'
import { distinctionAbout } from '../../../src/stages/proof/distinction-attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'

/** What the agents of a scenario answer; whatever is left out goes as well as can be. */
export interface AgentAnswers {
  /** Who comes back empty-handed. */
  readonly without?: readonly string[]
  /** Whose attempts end now; the others go on. */
  readonly only?: (candidate: string) => boolean
  readonly change?: (candidate: string, outcome: AttemptOutcome) => AttemptOutcome
  readonly confidence?: number
  readonly review?: (asked: Attempt) => ReviewVerdict
  readonly classify?: (asked: Attempt) => AttemptOutcome
  readonly plan?: (asked: Attempt) => AttemptOutcome
  readonly proof?: (asked: Attempt) => AttemptOutcome
  readonly distinguish?: (asked: Attempt) => AttemptOutcome
  readonly says?: (asked: Attempt) => IssueAnswer | undefined
}

interface AttemptsOfWorld {
  readonly store: Store
  /** Taken from, and put back where an attempt goes on. */
  readonly queued: AttemptKey[]
  readonly now: () => string
  /** What all candidates start from. */
  readonly base: () => string
}

/** Ends the attempts that wait, as a worker would. */
export async function answerAttempts(
  { store, queued, now, base }: AttemptsOfWorld,
  answers: AgentAnswers = {},
): Promise<void> {
  const { only = () => true } = answers
  const all = queued.splice(0)
  queued.push(...all.filter(({ candidate }) => !only(candidate)))
  for (const key of all.filter(({ candidate }) => only(candidate))) {
    const attempts = await store.attempts(key.speculation)
    const asked = attempts.find(
      ({ candidate, number }) => candidate === key.candidate && number === key.number,
    )
    await store.beginAttempt(key, now())
    if (!asked) continue
    const outcome = outcomeOf(asked, { attempts, base: base(), answers })
    const bundle = isPatchTask(asked) ? new Uint8Array([1]) : undefined
    await store.endAttempt(key, now(), outcome, bundle)
  }
}

function isPatchTask({ task }: Attempt): boolean {
  return task.kind === 'patch' || task.kind === 'read'
}

interface Asked {
  readonly attempts: readonly Attempt[]
  readonly base: string
  readonly answers: AgentAnswers
}

function outcomeOf(asked: Attempt, { attempts, base, answers }: Asked): AttemptOutcome {
  const { classify = nothingLeft, plan = nothingToPropose } = answers
  const { proof = nothingToRun, distinguish = nothingLeft } = answers
  const { without = [], change = (_candidate, outcome) => outcome, confidence = 0.9 } = answers
  const { task, candidate } = asked
  switch (task.kind) {
    case 'classify':
      return classify(asked)
    case 'plan':
      return plan(asked)
    case 'prove':
      return proof(asked)
    case 'distinguish':
      return distinguish(asked)
    case 'review':
      return reviewOf(asked, task.commit, { attempts, answers })
    case 'read':
      return without.includes(candidate) ? crashed : readPatch(candidate, task.commit, base)
    case 'patch':
      return without.includes(candidate)
        ? crashed
        : change(candidate, writtenPatch(candidate, confidence, base))
    default:
      return task satisfies never
  }
}

function reviewOf(
  asked: Attempt,
  commit: string,
  { attempts, answers: { review = () => 'approve', says } }: Omit<Asked, 'base'>,
): AttemptOutcome {
  const verdict = review(asked)
  const reported = distinctionAbout(attempts, { candidate: asked.candidate, commit })
  const answer = reported && says?.(asked)
  const issueSays = answer && { ...answer, attempt: reported.number }
  const said = { verdict, summary: '', findings: [], commit, ...(issueSays && { issueSays }) }
  return { kind: 'review', review: said, usage: { seconds: 1 } }
}

function writtenPatch(candidate: string, confidence: number, base: string): AttemptOutcome {
  const outcome = anOutcome(candidate, { confidence })
  return outcome.kind === 'patch' ? { ...outcome, patch: { ...outcome.patch, base } } : outcome
}

/** Of a pull request that was entered: nobody reports anything of it. */
function readPatch(candidate: string, commit: string, base: string): AttemptOutcome {
  const outcome = writtenPatch(candidate, 0, base)
  if (outcome.kind !== 'patch') return outcome
  const report = { rationale: '', testsAdded: [], risks: [] }
  return { ...outcome, patch: { ...outcome.patch, commit }, report, usage: { seconds: 0 } }
}

const crashed: AttemptOutcome = {
  kind: 'failure',
  failure: 'crashed',
  detail: 'exit code 1',
  usage: { seconds: 1 },
}

const nothingToPropose = (_asked: Attempt): AttemptOutcome => ({
  kind: 'plan',
  proposals: { dimension: '', strategies: [] },
  usage: { seconds: 1 },
})

const nothingToRun = (_asked: Attempt): AttemptOutcome => ({
  kind: 'failure',
  failure: 'not-installed',
  detail: 'no test runner',
  usage: { seconds: 1 },
})

const nothingLeft = (_asked: Attempt): AttemptOutcome => ({
  kind: 'failure',
  failure: 'no-changes',
  detail: '',
  usage: { seconds: 1 },
})
