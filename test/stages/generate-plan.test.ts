import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../src/domain/candidate/attempt.ts'
import { Settings } from '../../src/domain/settings.ts'
import { generate } from '../../src/stages/generate.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

const generateFor = (attempts: readonly Attempt[], speculation = aSpeculation()) =>
  generate({ speculation, attempts, candidates: [], now: NOW })
const interrupted = {
  kind: 'failure' as const,
  failure: 'interrupted' as const,
  detail: '',
  usage: { seconds: 1 },
}
const underWay = { outcome: undefined, endedAt: undefined }

describe('generate', () => {
  describe('while a toolchain is asked whether the issue is worth several candidates', () => {
    const { plan } = aSpeculation()
    const classifying = { toolchain: 'codex', boxes: ['bounded' as const] }
    const opinion = (overrides: Partial<Attempt>) =>
      anAttempt('triage', { task: { kind: 'classify' }, toolchain: 'codex', ...overrides })
    const askedFor = (several: typeof plan) =>
      aSpeculation({
        settings: Settings.parse({ budget: { speculation: { tokens: 40_000 } } }),
        plan: { ...plan, briefs: plan.briefs.slice(0, 1), classifying: { ...classifying, several } },
      })

    it('starts its attempt alone, with a part of the budget that leaves as much for all that may compete', () => {
      expect(generateFor([], askedFor(plan))).toEqual([
        {
          ...{ do: 'start-attempt', candidate: 'triage', number: 1, toolchain: 'codex' },
          ...{ grant: { seconds: 1_200, tokens: 10_000 }, task: { kind: 'classify' } },
        },
      ])
      const proposing = { toolchain: 'thinker', candidates: 3, among: ['scripted'] }
      expect(generateFor([], askedFor({ ...plan, proposing }))).toMatchObject([
        { candidate: 'triage', grant: { tokens: 8_000 } },
      ])
    })

    it('starts nothing else until it has ended, and tries once more after an interruption', () => {
      const run = askedFor(plan)
      expect(generateFor([opinion({ status: 'running', ...underWay })], run)).toEqual([])
      const first = opinion({ outcome: interrupted })
      expect(generateFor([first], run)).toMatchObject([{ candidate: 'triage', number: 2 }])
      expect(generateFor([first, opinion({ number: 2, outcome: interrupted })], run)).toEqual([])
    })
  })

  describe('while a planner is asked', () => {
    const speculation = aSpeculation({
      settings: Settings.parse({ budget: { speculation: { tokens: 40_000 } } }),
      plan: {
        ...aSpeculation().plan,
        proposing: { toolchain: 'thinker', candidates: 3, among: ['scripted'] },
      },
    })
    const planner = (overrides: Partial<Attempt>) =>
      anAttempt('planner', { task: { kind: 'plan' }, toolchain: 'thinker', ...overrides })

    it('starts its attempt alone, with a part of the budget that leaves as much for each of the others', () => {
      expect(generateFor([], speculation)).toEqual([
        {
          do: 'start-attempt',
          candidate: 'planner',
          number: 1,
          toolchain: 'thinker',
          grant: { seconds: 1_200, tokens: 10_000 },
          task: { kind: 'plan' },
        },
      ])
    })

    it('starts nothing else until it has ended, and tries once more after an interruption', () => {
      expect(generateFor([planner({ status: 'running', ...underWay })], speculation)).toEqual([])
      const first = planner({ outcome: interrupted })
      expect(generateFor([first], speculation)).toMatchObject([
        { candidate: 'planner', number: 2, task: { kind: 'plan' } },
      ])
      const second = planner({ number: 2, outcome: interrupted })
      expect(generateFor([first, second], speculation)).toEqual([])
    })

    it('ends one whose worker has gone silent', () => {
      const silent = planner({ status: 'running', ...underWay, heartbeatAt: '2026-05-05T11:57:00.000Z' })
      expect(generateFor([silent], speculation)).toMatchObject([
        { do: 'end-attempt', failure: 'interrupted' },
      ])
    })
  })

  it('takes no attempt at a plan for one at a patch, not even of a candidate of that name', () => {
    const speculation = aSpeculation({}, ['planner'])
    const planned = anAttempt('planner', { task: { kind: 'plan' } })
    expect(generateFor([planned], speculation)).toMatchObject([{ candidate: 'planner', number: 2 }])
  })
})
