import { readFileSync } from 'node:fs'
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
  const answers = await askWorker({ files, before: new Map(), after: content(source), maxMs: 1_000 })
  expect(answers.map(({ change }) => change.kind)).toEqual(['unmeasured', 'unmeasured'])
  expect(childProcesses()).toEqual([])
})

function childProcesses(): readonly string[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
  return children.split(' ').filter((pid) => pid.trim() !== '')
}

test('a process that dies in the middle takes nobody with it', async () => {
  const dying = askWorker({ files, before: new Map(), after: content('function a() {}'), maxMs: 60_000 })
  for (const pid of childProcesses()) process.kill(Number(pid), 'SIGSEGV')
  const gone = { change: { kind: 'unmeasured', reason: 'it could not be read' } }
  expect(await dying).toMatchObject([gone, gone])
})
