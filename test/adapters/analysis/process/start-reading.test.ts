import { beforeEach, expect, it } from 'vitest'
import { askAboutCode } from '../../../../src/adapters/analysis/complexity/ask-about-code.ts'
import { askAboutTests } from '../../../../src/adapters/analysis/content/tests/ask-about-tests.ts'
import { childProcesses } from './child-processes.ts'
import { withReading } from './with-reading.ts'

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
const codeOf = (source: string, maxMs = 25_000) => ({
  files,
  before: new Map(),
  after: content(source),
  maxMs,
})
const READ = { change: { kind: 'measured', functions: [{ name: 'a', after: 1 }] } }
const TEST = "test('a', () => {\n  expect(1 + 1).toBe(2)\n})\n"
const lostTest = (maxMs: number) => ({
  tests: [{ path: 'a.test.js', previousPath: 'a.test.js', deleted: false, before: TEST, after: '' }],
  products: [],
  maxMs,
})

let others: readonly string[]
beforeEach(() => {
  others = childProcesses()
})

it('what could not be read in time says so, and the rest counts', async () => {
  const late = { change: { kind: 'unmeasured', reason: 'there was no time left for it' } }
  await withReading(async (reading) => {
    expect(await askAboutCode(codeOf('function a() {}', 0), reading)).toMatchObject([late, late])
    expect(await askAboutCode(codeOf('function a() {}'), reading)).toMatchObject([READ, READ])
  })
})

it('tests that could not be read in time are told as unread', async () => {
  const { weakened } = await withReading((reading) => askAboutTests(lostTest(0), reading))
  expect(weakened).toEqual([{ path: 'a.test.js', line: null, what: 'unread', detail: '1 of 1' }])
})

it.each([
  ['deep brackets', '('.repeat(400_000)],
  ['deep blocks', `function f() ${'{'.repeat(400_000)}`],
  ['deep functions', `f(${'()=>'.repeat(100_000)}1)`],
  ['templates that never end', '`${'.repeat(150_000)],
  ['comparisons that could be types', 'a<'.repeat(200_000)],
])('hostile sources come to an end, with all that was at work on them: %s', async (_, source) => {
  const answers = await withReading((reading) => askAboutCode(codeOf(source, 1_000), reading))
  expect(answers.map(({ change }) => change.kind)).toEqual(['unmeasured', 'unmeasured'])
  expect(startedProcesses()).toEqual([])
})

it('one process answers all that is asked of a patch, and is gone at the end', async () => {
  await withReading(async (reading) => {
    expect(startedProcesses()).toEqual([])
    await askAboutTests(lostTest(25_000), reading)
    const [first] = startedProcesses()
    await askAboutCode(codeOf('function a() {}'), reading)
    expect(startedProcesses()).toEqual([first])
  })
  expect(startedProcesses()).toEqual([])
})

it('a process that dies in the middle takes nobody with it, and the next question is answered', async () => {
  await withReading(async (reading) => {
    const dying = askAboutCode(codeOf('function a() {}', 60_000), reading)
    for (const pid of startedProcesses()) process.kill(Number(pid), 'SIGSEGV')
    const gone = { change: { kind: 'unmeasured', reason: 'it could not be read' } }
    expect(await dying).toMatchObject([gone, gone])
    expect(await askAboutCode(codeOf('function a() {}'), reading)).toMatchObject([READ, READ])
  })
})

/** Children of this process since the test began; other test files of the worker may have left some. */
function startedProcesses(): readonly string[] {
  return childProcesses().filter((pid) => !others.includes(pid))
}
