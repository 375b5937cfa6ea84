import type { CandidateFacts, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { type ScoreInput, score } from '../../../src/stages/score/score.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

export const IDS = ['one', 'two', 'three']

export const pull = (id: string, changes: Partial<PullRequestFacts> = {}) =>
  candidateFacts(id, aPullRequest(id, 21 + IDS.indexOf(id), changes))

export const red = (id: string) => [
  aCheckRun(id, 'lint', { id: 1 }),
  aCheckRun(id, 'test', { id: 2, conclusion: 'failure' }),
]

export interface Given extends Partial<Omit<ScoreInput, 'speculation'>> {
  readonly known?: Partial<Speculation>
}

export function rowsOf({ known = {}, ...given }: Given = {}) {
  const rows = score({
    speculation: aSpeculation(known),
    attempts: IDS.map((id) => anAttempt(id)),
    candidates: IDS.map((id) => pull(id)),
    now: NOW,
    ...given,
  }).rows
  return (id: string) => {
    const row = rows.find(({ candidate }) => candidate === id)
    if (!row) throw new Error(`no row for ${id}`)
    return row
  }
}

export const candidatesWith = (facts: CandidateFacts) =>
  IDS.map((id) => (id === facts.candidate ? facts : pull(id)))
