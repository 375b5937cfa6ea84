import { pause } from '@speculate-dev/system'
import { expect, it } from 'vitest'
import { watchRuns } from '../../../../src/commands/local/shown/watch-runs.ts'
import { issueKey } from '../../../../src/domain/issue/issue.ts'
import { aScoreboard } from '../../../builders/judgement/scoreboard.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'

const DAY_MS = 86_400_000

it('whoever pauses goes on as soon as a run is reported to be over, and not before', async () => {
  const runs = watchRuns({ note: () => {} })
  const running = aSpeculation()
  const report = (speculation: typeof running) =>
    runs.watch(issueKey(running.issue), {
      speculation,
      scoreboard: aScoreboard([]),
      decision: { kind: 'wait', reason: 'one is still written' },
    })
  let isPausing = true
  const pausing = runs.pauseUnlessOver(DAY_MS, new AbortController().signal).then(() => {
    isPausing = false
  })
  report(running)
  await pause(0)
  expect(isPausing).toBe(true)
  report({ ...running, settledAt: '2026-01-01T12:00:00Z' })
  await pausing
})

it('whoever pauses goes on when the command is interrupted', async () => {
  const interrupt = new AbortController()
  const pausing = watchRuns({ note: () => {} }).pauseUnlessOver(DAY_MS, interrupt.signal)
  interrupt.abort()
  await pausing
})
