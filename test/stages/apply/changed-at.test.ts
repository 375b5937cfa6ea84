import { expect, it } from 'vitest'
import { changedAt } from '../../../src/stages/apply/changed-at.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

it('is the latest of what is shown, and does not move with the clock', () => {
  const speculation = aSpeculation({ startedAt: '2026-05-05T10:00:00.000Z' })
  const attempt = anAttempt('one', {
    queuedAt: '2026-05-05T10:00:01.000Z',
    startedAt: '2026-05-05T10:00:02.000Z',
    heartbeatAt: '2026-05-05T23:00:00.000Z',
    endedAt: '2026-05-05T10:05:00Z',
  })
  expect(changedAt(speculation, aScoreboard([]), [])).toBe('2026-05-05T10:00:00.000Z')
  expect(changedAt(speculation, aScoreboard([]), [attempt])).toBe('2026-05-05T10:05:00Z')
  const revoked = { cause: 'conflict' as const, reason: 'x', at: '2026-05-06T00:00:00Z' }
  expect(changedAt({ ...speculation, revoked }, aScoreboard([]), [attempt])).toBe(revoked.at)
})
