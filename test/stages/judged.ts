import { judge } from '../../src/stages/judge.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

export const IDS = ['one', 'two', 'three']

const speculation = aSpeculation()

export const { contract } = speculation

export function judged(overrides: Partial<Parameters<typeof judge>[0]> = {}) {
  return judge({
    speculation,
    attempts: IDS.map((id) => anAttempt(id)),
    candidates: IDS.map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index))),
    now: NOW,
    ...overrides,
  })
}
