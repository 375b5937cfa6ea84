import { expect, it } from 'vitest'
import { createJobLog } from '../../../../packages/embedded-github/src/runner/job/job-log.ts'

async function logOf(lines: Iterable<string>): Promise<string> {
  let text = ''
  const append = async (more: string) => {
    text += more
  }
  const log = createJobLog(append, { bytes: 100, annotations: 1, masked: ['hunter2'] })
  for (const line of lines) log.output(line)
  await log.flush()
  return text
}

const LEFT_OUT = 'The log is longer than this runner keeps: lines are left out here.\n'

function* flood(count: number): Generator<string> {
  for (let at = 0; at < count; at++) yield `line ${at} of very many`
  yield 'not ok 1 - adds, says hunter2'
}

it('R13: of a log that is too long its end is kept, where it stands why the job failed', async () => {
  const text = await logOf(flood(200_000))
  expect(text.startsWith('line 0 of very many\n')).toBe(true)
  expect(text.endsWith('line 199999 of very many\nnot ok 1 - adds, says ***\n')).toBe(true)
  expect(text.split(LEFT_OUT)).toHaveLength(2)
  expect(text.length).toBeLessThan(600_000)
})

it('a log that is a little too long is kept whole', async () => {
  const lines = [...flood(100)]
  expect(await logOf(lines)).toBe(`${lines.join('\n').replace('hunter2', '***')}\n`)
})

it('of a line that is too long its end is kept', async () => {
  const text = await logOf(['x'.repeat(5_000_000), `${'y'.repeat(2_000_000)} the end`])
  expect(text.endsWith(' the end\n')).toBe(true)
  expect(text.length).toBeLessThan(600_000)
})
