import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { readJobRuns } from '../../../../src/adapters/proof/workflow/read-job-runs.ts'

const packed = (output: string) => gzipSync(output).toString('base64')
const ran = (run: string, time: number, output: string, exitCode = 0) =>
  `speculate-proof ${run} ${time} ${packed(output)}\nspeculate-proof ${run} ${time} ended ${exitCode} 3\n`

function outcomes(text: string | undefined, runs = ['r1']) {
  const log = { id: 7, url: 'https://forge.test/7', conclusion: 'success', text }
  const asked = runs.map((run) => ({ run, files: ['test/add.test.js'] }))
  return readJobRuns({ log, runs: asked, format: 'tap', seconds: 60 }).map(({ outcome }) => outcome)
}

it('each run has what its own lines say, in the order of asking', () => {
  const text =
    ran('r1', 1, 'ok 1 - adds\n') + ran('r2', 1, 'not ok 1 - adds\n', 1) + ran('r2', 2, 'ok 1 - adds\n')
  expect(outcomes(text, ['r2', 'r1'])).toMatchObject([{ kind: 'passed' }, { kind: 'passed' }])
  expect(outcomes(text, ['r3'])).toMatchObject([{ kind: 'not-run' }])
})

it('what is printed under the name of a run after its end is not its', () => {
  const text = ran('r1', 1, 'not ok 1 - adds\n', 1) + ran('r1', 2, 'not ok 1 - adds\n', 1)
  expect(outcomes(text + ran('r1', 1, 'ok 1 - adds\n') + ran('r1', 2, 'ok 1 - adds\n'))).toMatchObject([
    { kind: 'failed' },
  ])
})

it('a log that cannot be read, or that no job has left, is of a run that did not happen', () => {
  expect(outcomes(undefined)).toMatchObject([
    { kind: 'not-run', reason: 'the log of its job cannot be read' },
  ])
  expect(
    readJobRuns({ log: undefined, runs: [{ run: 'r1', files: [] }], format: 'tap', seconds: 60 }),
  ).toEqual([{ outcome: { kind: 'not-run', reason: 'the workflow has no job for it' } }])
})

it('S4: as many pieces as there are lines cost as much as their length', () => {
  const pieces = 'speculate-proof r1 1 A\n'.repeat(400_000)
  expect(outcomes(`${pieces}speculate-proof r1 1 ended 0 3\n`)).toMatchObject([{ kind: 'not-applicable' }])
})
