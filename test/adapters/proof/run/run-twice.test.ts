import { expect, it } from 'vitest'
import { agreedOn, type TimedRun } from '../../../../src/adapters/proof/run/run-twice.ts'

const passed: TimedRun = { outcome: { kind: 'passed' }, run: 'one', seconds: 1 }
const failed: TimedRun = { ...passed, outcome: { kind: 'failed', failure: 'assertion', words: '1 is not 2' } }
const named = (ran: TimedRun, ...kinds: readonly TimedRun[]): TimedRun => ({
  ...ran,
  names: kinds.map(({ outcome }, at) => ({
    name: `case ${at + 1}`,
    outcome: outcome.kind === 'failed' ? outcome : { kind: 'passed' },
  })),
})

it.each([
  ['passes twice', passed, passed, 'passed'],
  ['fails twice', failed, failed, 'failed'],
  ['fails the second time', passed, failed, 'flaky'],
  ['passes the second time', failed, passed, 'flaky'],
  ['names its cases once only', named(passed, passed), passed, 'flaky'],
  [
    'runs nothing the second time',
    passed,
    { ...passed, outcome: { kind: 'not-applicable', reason: '' } },
    'flaky',
  ],
] as const)('a test that %s', (_, first, second, kind) => {
  expect(agreedOn(first, second)).toMatchObject({ outcome: { kind }, seconds: 2 })
})

it.each([
  [passed, failed],
  [failed, passed],
])('of several cases the one that flips is flaky, and no other', (first, second) => {
  const { names } = agreedOn(named(first, passed, first), named(second, passed, second))
  expect(names?.map(({ outcome }) => outcome.kind)).toEqual(['passed', 'flaky'])
})
