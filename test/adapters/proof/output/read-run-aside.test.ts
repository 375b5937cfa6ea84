import { expect, it } from 'vitest'
import { readRun } from '../../../../src/adapters/proof/output/read-run.ts'
import { readRunAside } from '../../../../src/adapters/proof/output/read-run-aside.ts'

const workOf = (lines: number) => {
  const noise = 'a line that a test prints\n'.repeat(lines)
  const output = `${noise}TAP version 13\nok 1 - adds\nnot ok 2 - subtracts\n1..2\n`
  const end = { exitCode: 1, output, timedOut: false, limit: undefined, seconds: 1 }
  return { end, format: 'tap' as const, seconds: 60, files: ['test/add.test.js'] }
}

it.each([
  ['little', 1],
  ['much', 40_000],
])('S4: a run that has printed %s is read as ever', async (_, lines) => {
  const work = workOf(lines)
  expect(await readRunAside(work)).toEqual(readRun(work.end, work, work))
})
