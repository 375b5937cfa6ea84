import { expect, it } from 'vitest'
import { readRun } from '../../../../src/adapters/proof/output/read-run.ts'

function ran(tests: number, exitCode: number, name = 'adds') {
  const lines = Array.from({ length: tests }, (_, at) => `ok ${at + 1} - ${name} ${at}`)
  const output = [...lines, ...(exitCode === 0 ? [] : [`not ok ${tests + 1} - subtracts`])].join('\n')
  const end = { exitCode, output, timedOut: false, limit: undefined, seconds: 1 }
  return readRun(end, { format: 'tap' }, { seconds: 60, files: [] })
}

it('a run has the names of its tests', () => {
  expect(ran(5_000, 0).names).toHaveLength(5_000)
})

it('S4: of a run that names more than can be kept, the same names are kept in whatever order they came', () => {
  const long = 'a'.repeat(200)
  const { outcome, names = [] } = ran(15_000, 1, long)
  expect(outcome).toMatchObject({ kind: 'failed' })
  expect(names.length).toBeGreaterThan(1_000)
  expect(names.length).toBeLessThan(5_000)
  expect(names.map(({ name }) => name)).toEqual(names.map(({ name }) => name).toSorted())
})
