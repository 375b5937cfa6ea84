import { expect, it } from 'vitest'
import type { Terminal } from '../../../src/commands/local/shown/terminal.ts'
import { watchRuns } from '../../../src/commands/local/shown/watch-runs.ts'
import type { LocalRun } from '../../../src/commands/local/start-local.ts'
import { untilInterrupted } from '../../../src/commands/local/until-interrupted.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'
import { aVerdict } from '../../builders/judgement/verdict.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { ISSUE, NOW } from '../../builders/story.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

it('says of each run that is asked for while everything is kept what came of it, or why it did not begin, once, and ends when it is interrupted', async () => {
  const store = createMemoryStore()
  const runs = watchRuns({ note: () => {} })
  const verdict = aVerdict(
    undefined,
    aScoreboard([aRow('fix-a', { result: 'reject', reason: 'fails `lint`' })]),
  )
  /** As if the app had looked at it: it is over. */
  const ends = async (run: number, { issue = ISSUE, startedAt = NOW } = {}) => {
    const speculation = aSpeculation({ issue, run, startedAt, verdict, settledAt: startedAt })
    await store.insertSpeculation(speculation)
    runs.watch(issueKey(issue), { speculation, ...verdict })
    return speculation.id
  }
  const text: string[] = []
  const terminal: Terminal = { write: (some) => void text.push(some), live: false, color: false, width: 100 }
  const local = {
    url: 'http://github/acme/payments',
    speculate: { url: 'http://speculate', store },
    maintainer: {
      issue: async () => ({ number: ISSUE.number, url: 'http://github/acme/payments/issues/12', labels: [] }),
    },
    requests: () => 5,
  } as unknown as LocalRun
  const interrupted = new AbortController()
  const shown = [await ends(1)]
  const kept = untilInterrupted({ local, runs, terminal, shown }, interrupted.signal)
  // Of an earlier session on the same data.
  await ends(1, { issue: { ...ISSUE, number: 7 } })
  await ends(2, { startedAt: new Date().toISOString() })
  const said = () => text.join('').replaceAll(/\d\d:\d\d:\d\d/g, 'TIME')
  await expect.poll(said).toMatch(/run 2 on issue #12 has begun[\s\S]*still running/)
  const reason = 'The label was added by `mallory`\u001b[2J, who has read access.'
  const refused = { run: 'acme/payments#9.1', at: NOW, event: 'run-refused', by: 'mallory', reason } as const
  runs.observe(refused)
  runs.observe(refused)
  await expect.poll(said).toContain('acme/payments#9.1 has not begun: The label was added by "mallory"')
  interrupted.abort()
  await kept
  expect(said()).not.toContain('run 1 on')
  expect(said().match(/has begun/g)).toHaveLength(1)
  expect(said().match(/has not begun/g)).toHaveLength(1)
  expect(said()).not.toContain('\u001b')
  expect(said()).toContain('fix-a (scripted)  not judged: fails "lint"')
  expect(said()).toContain('0 requests to the embedded GitHub')
})
