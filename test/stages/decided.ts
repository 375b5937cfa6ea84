import type { CandidateFacts, PullRequestFacts } from '../../src/domain/forge/forge-facts.ts'
import type { Verdict } from '../../src/domain/run/step.ts'
import { Settings } from '../../src/domain/settings.ts'
import { decide } from '../../src/stages/decide/decide.ts'
import { score } from '../../src/stages/score/score.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

const IDS = ['one', 'two', 'three']

/** A verdict for `one`, or for nobody when nobody is sure enough. */
export function verdictOf(confidence = 0.9): Verdict {
  const attempts = IDS.map((id) => anAttempt(id, { outcome: anOutcome(id, { confidence }) }))
  const candidates = IDS.map((id) => pullOf(id))
  // The literal vote, in which nobody is sure enough where nobody is sure.
  const settings = Settings.parse({ policy: { vote: { unearned: 'zero' } } })
  const speculation = aSpeculation({ settings })
  return { ...decide(score({ speculation, attempts, candidates, now: NOW })), decidedAt: NOW }
}

export function pullOf(id: string, changes: Partial<PullRequestFacts> = {}): CandidateFacts {
  return candidateFacts(id, aPullRequest(id, 21 + IDS.indexOf(id), changes))
}

/** After that verdict: the winner is ready, the others are closed. */
export function factsWith(pulls: Record<string, Partial<PullRequestFacts>>): CandidateFacts[] {
  return IDS.map((id) => {
    const usual = id === 'one' ? { isDraft: false } : { state: 'closed' as const }
    return pullOf(id, { ...usual, ...pulls[id] })
  })
}
