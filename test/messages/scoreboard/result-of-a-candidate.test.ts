import { expect, it } from 'vitest'
import { endOf, resultCell, resultText } from '../../../src/messages/scoreboard/scoreboard-table.ts'
import { BRIEFS, passed, queued, rejected } from '../fixtures.ts'

const [A, B, C] = BRIEFS
const STOPPED = { kind: 'escalate' } as const

it('calls nobody rejected whose run was stopped before anything spoke against them', () => {
  expect(resultCell(passed(A, { result: 'reject' }), STOPPED)).toBe('not judged')
  expect(resultCell({ ...queued(B), result: 'reject' }, STOPPED)).toBe('not judged')
  expect(resultCell(rejected(C), STOPPED)).toBe('✗ rejected')
})

it('is the same word on a terminal, also where only rows are known', () => {
  const rows = [passed(A, { result: 'promote' }), passed(B), rejected(C)]
  const words = rows.map((row) => resultText(row, endOf(rows)))
  expect(words).toEqual(['promoted', 'passed, not chosen', 'rejected'])
  expect(resultText(passed(B), endOf([passed(B), rejected(C)]))).toBe('left open')
  expect(resultText(passed(B), endOf([passed(B), queued(A)]))).toBe('waiting')
})
