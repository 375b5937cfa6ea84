import { appendFile, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appendTraceFile, readTraceFile } from '../../../src/adapters/audit/trace-files.ts'
import { stepId } from '../../../src/domain/run/trace.ts'
import { exampleSpeculation, exampleTrace } from '../../contracts/examples.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const speculation = exampleSpeculation('acme')
const STEP = stepId(speculation.issue, speculation.run)
const [first, second, third] = [
  exampleTrace(speculation, 'minimal-change', 'hold'),
  exampleTrace(speculation, 'refactor-heavy', 'reject'),
  exampleTrace(speculation, 'minimal-change', 'promote'),
]

let root: string
beforeEach(async () => {
  root = await temporaryFolder()
})
afterEach(() => rm(root, { recursive: true }))

const directory = () => join(root, '.nwave', 'speculative', STEP)
const path = () => join(directory(), 'traces.jsonl')
const text = () => readFile(path(), 'utf8')
const line = (trace: object) => `${JSON.stringify(trace)}\n`

it('B3: writes one line per candidate, in the order of writing, readable by its owner only', async () => {
  await appendTraceFile(root, STEP, [first, second])
  expect(STEP).toBe('acme.payments.12.1')
  expect(await text()).toBe(line(first) + line(second))
  expect((await stat(path())).mode & 0o777).toBe(0o600)
  expect((await stat(directory())).mode & 0o777).toBe(0o700)
  expect(await readTraceFile(root, STEP)).toEqual({ traces: [first, second], damagedLines: [] })
})

it('adds only what is not there yet, and never rewrites a line', async () => {
  await appendTraceFile(root, STEP, [first])
  await appendTraceFile(root, STEP, [{ ...first, reason: 'rewritten' }, second, second])
  await appendTraceFile(root, STEP, [first, second, third])
  await appendTraceFile(root, STEP, [])
  expect(await text()).toBe(line(first) + line(second) + line(third))
})

it('completes a line that a crash cut short anywhere', async () => {
  const whole = line(first) + line(second)
  for (const length of [1, line(first).length - 1, line(first).length + 7, whole.length - 1]) {
    await mkdir(directory(), { recursive: true })
    await writeFile(path(), whole.slice(0, length))
    await appendTraceFile(root, STEP, [first, second])
    expect(await text()).toBe(whole)
  }
})

it('ends a cut line that it cannot complete, and names it when reading', async () => {
  await appendTraceFile(root, STEP, [first])
  await appendFile(path(), '{"candidate_id":"somebody-else","st')
  await appendTraceFile(root, STEP, [first, second])
  expect(await readTraceFile(root, STEP)).toEqual({ traces: [first, second], damagedLines: [2] })
})

it('reads nothing where nothing was written', async () => {
  expect(await readTraceFile(root, STEP)).toEqual({ traces: [], damagedLines: [] })
})

it.each(['', '.', '..', '../evil', 'a/b', 'a\\b', 'a\u0000b', 'a b', 'x'.repeat(256)])(
  'refuses the step id %j',
  async (step) => {
    await expect(appendTraceFile(root, step, [first])).rejects.toThrow(/not a step id/)
    await expect(readTraceFile(root, step)).rejects.toThrow(/not a step id/)
  },
)

it.each(['directory', 'file'])('does not follow a symbolic link in place of the %s', async (kind) => {
  const elsewhere = join(root, 'elsewhere')
  await mkdir(elsewhere)
  if (kind === 'directory') await symlink(elsewhere, join(root, '.nwave'))
  else {
    await mkdir(directory(), { recursive: true })
    await symlink(join(elsewhere, 'target'), path())
  }
  await expect(appendTraceFile(root, STEP, [first])).rejects.toThrow()
  await expect(stat(join(elsewhere, 'target'))).rejects.toThrow(/ENOENT/)
})
