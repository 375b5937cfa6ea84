import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { learnFrom } from '../../../src/commands/log/learn-command.ts'
import { replayAll } from '../../../src/commands/log/replay-all.ts'
import { storeJudgedRun } from '../../builders/run/judged-run.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const AT = '2026-05-20T12:00:00.000Z'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Two runs of one repository, of which the winner of the first was merged. */
async function twoRuns(): Promise<string> {
  const data = join(await temporaryFolder(), 'data')
  const store = createStore(await openDatabase({ dataDir: data }))
  for (const run of [1, 2]) await storeJudgedRun(store, run)
  await store.recordChoice('acme/payments#12.1', { kind: 'merged', candidate: 'one', at: AT })
  await store.close()
  return data
}

async function printed(work: () => Promise<number>): Promise<string> {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  expect(await work()).toBe(0)
  vi.restoreAllMocks()
  return written.join('')
}

it('E7: says what maintainers made of runs, for people and for programs', async () => {
  const data = await twoRuns()
  const text = await printed(() => learnFrom('acme/payments', { data }))
  expect(text).toContain('2 runs with a verdict:\n  1 merged as judged')
  expect(text).toMatch(/^one +2 of 2 \(34–100 %\) +2 of 2 \(34–100 %\) +1 of 1 \(21–100 %\)$/m)
  const learned = JSON.parse(await printed(() => learnFrom(undefined, { data, json: true })))
  expect(learned).toMatchObject({ repository: null, runs: 2, outcomes: { open: 1, 'merged-unedited': 1 } })
  expect(await printed(() => learnFrom('acme/other', { data }))).toContain('nothing to learn from')
})

it('A11: judges all of the log by another policy, and says how often maintainers agreed', async () => {
  const data = await twoRuns()
  const all = { policy: 'lexicographic', data } as const
  const text = await printed(() => replayAll(all))
  expect(text).toContain('2 runs judged again: lexicographic decides otherwise in')
  expect(text).toContain('By what they merged or closed, maintainers agreed with what was decided in 1 of 1')
  const report = JSON.parse(await printed(() => replayAll({ ...all, json: true })))
  expect(report.runs[0]).toMatchObject({ run: 'acme/payments#12.1', recorded: 'one', merged: 'one' })
  expect(report.agreement.recorded).toMatchObject({ hits: 1, of: 1 })
  const none = await printed(() => replayAll({ ...all, repository: 'acme/other' }))
  expect(none).toContain('0 runs judged')
  expect(none).toContain('No candidate was merged and no winner closed yet')
  await expect(replayAll({ data })).rejects.toThrow('--all needs --policy')
})
