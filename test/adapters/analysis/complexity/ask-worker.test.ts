import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { askWorker } from '../../../../src/adapters/analysis/complexity/ask-worker.ts'

const files = ['a.js', 'b.js'].map((path) => ({
  path,
  status: 'added' as const,
  mode: '100644',
  insertions: 1,
  deletions: 0,
  binary: false,
  bytes: 1,
}))
const content = (source: string) => new Map(files.map(({ path }) => [path, Buffer.from(source)]))

test('what could not be read in time says so, and the rest counts', async () => {
  const after = content('function a() {}')
  const late = { change: { kind: 'unmeasured', reason: 'there was no time left for it' } }
  expect(await askWorker({ files, before: new Map(), after, maxMs: 0 })).toMatchObject([late, late])
  expect(await askWorker({ files, before: new Map(), after, maxMs: 25_000 })).toMatchObject([
    { change: { kind: 'measured', functions: [{ name: 'a', after: 1 }] } },
    { change: { kind: 'measured', functions: [{ name: 'a', after: 1 }] } },
  ])
})

test.each([
  ['deep brackets', '('.repeat(400_000)],
  ['deep blocks', `function f() ${'{'.repeat(400_000)}`],
  ['deep functions', `f(${'()=>'.repeat(100_000)}1)`],
  ['templates that never end', '`${'.repeat(150_000)],
  ['comparisons that could be types', 'a<'.repeat(200_000)],
])('hostile sources come to an end, with all that was at work on them: %s', async (_, source) => {
  const threads: Worker[] = []
  const note = (thread: Worker) => threads.push(thread)
  process.on('worker', note)
  const answers = await askWorker({ files, before: new Map(), after: content(source), maxMs: 1_000 })
  process.off('worker', note)
  expect(answers.map(({ change }) => change.kind)).toEqual(['unmeasured', 'unmeasured'])
  // The id of a thread that has ended.
  expect(threads.map(({ threadId }) => threadId)).toEqual([-1])
})
