import { describe, expect, it } from 'vitest'
import { statisticsOf } from '../../../src/dashboard/reading/statistics-of.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const decided = (
  run: number,
  startedAt: string,
  winner: string | undefined,
  more: Partial<Speculation> = {},
) => {
  const rows = ['one', 'two'].map((id) =>
    aRow(id, { result: id === winner ? 'promote' : 'reject', toolchain: id === 'one' ? 'codex' : 'claude' }),
  )
  const decision =
    winner === undefined
      ? { kind: 'escalate' as const, cause: 'nobody-passed' as const, reason: 'nobody passed' }
      : { kind: 'promote' as const, candidate: winner, reason: 'it passes' }
  const decidedAt = new Date(Date.parse(startedAt) + 6 * 60_000).toISOString()
  const verdict = { decision, scoreboard: aScoreboard(rows), decidedAt }
  return aSpeculation({ run, startedAt, verdict, ...more }, ['one', 'two'])
}

const RUNS = [
  decided(1, '2026-11-02T10:00:00.000Z', 'one'),
  decided(2, '2026-11-08T23:59:00.000Z', 'two', {
    choices: [{ kind: 'closed', candidate: 'two', at: '2026-11-09T10:00:00.000Z' }],
  }),
  decided(3, '2026-11-16T00:00:00.000Z', undefined),
  aSpeculation({ run: 4, startedAt: '2026-11-16T10:00:00.000Z' }),
]

describe('what many runs come to', () => {
  const statistics = statisticsOf(RUNS, NOW)

  it('is counted by the week in which they began, also weeks without any', () => {
    expect(statistics.weeks).toEqual([
      { week: '2026-11-02', ends: { promoted: 2, human: 0, ended: 0, open: 0 } },
      { week: '2026-11-09', ends: { promoted: 0, human: 0, ended: 0, open: 0 } },
      { week: '2026-11-16', ends: { promoted: 0, human: 1, ended: 0, open: 1 } },
    ])
  })

  it('tells how long verdicts took, and what people made of winners', () => {
    expect(statistics.durations.map(({ minutes }) => minutes)).toEqual([6, 6, 6])
    expect(statistics.learned.outcomes).toMatchObject({ closed: 1, open: 1, none: 1 })
  })

  it('is nothing where there are none', () => {
    expect(statisticsOf([], NOW)).toMatchObject({ runs: 0, weeks: [], durations: [] })
  })
})
