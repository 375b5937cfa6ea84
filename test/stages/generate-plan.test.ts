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
