import { describe, expect, it } from 'vitest'
import { askedAt, Trigger } from '../../../src/domain/issue/trigger.ts'

const BY = { actor: 'maya', role: 'write' } as const

describe('Trigger', () => {
  it('reads the label of runs from before there was anything else', () => {
    const trigger = Trigger.parse({ ...BY, labelledAt: '2026-01-01T00:00:00Z' })
    expect(trigger).toEqual({ ...BY, labelledAt: '2026-01-01T00:00:00Z' })
    expect(askedAt(trigger)).toBe('2026-01-01T00:00:00Z')
  })

  it('keeps the comment that has started a run', () => {
    const command = { kind: 'command', at: '2026-01-02T00:00:00Z', comment: 7, line: '/speculate' } as const
    const trigger = Trigger.parse({ ...BY, ...command, options: { candidates: 2 } })
    expect(trigger).toEqual({ ...BY, ...command, options: { candidates: 2 } })
    expect(askedAt(trigger)).toBe('2026-01-02T00:00:00Z')
  })

  it.each([{ candidates: 6 }, { candidates: 0 }, { stage: 'blue' }, { usd: 0 }, { speed: 'fast' }])(
    'takes no option that cannot be: %j',
    (options) => {
      const trigger = { ...BY, kind: 'command', at: '2026-01-02T00:00:00Z', comment: 7, line: '/speculate' }
      expect(Trigger.safeParse({ ...trigger, options }).success).toBe(false)
    },
  )
})
