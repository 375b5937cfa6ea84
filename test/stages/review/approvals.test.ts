import { describe, expect, it } from 'vitest'
import { disagreement, doDisagree, isApproved, unapproved } from '../../../src/stages/review/approvals.ts'
import { aRow, reviewedAs } from '../../builders/judgement/row.ts'

describe('a candidate is approved', () => {
  it('where nobody reviews', () => {
    expect(isApproved(aRow('one'))).toBe(true)
  })

  it.each([
    [0, 0, true],
    [0, 1, false],
    [1, 1, true],
    [1, 2, false],
    [2, 2, true],
    [3, 2, true],
  ])('by %d approvals of %d: %s', (approvals, required, approved) => {
    const review = { ...reviewedAs('abstain'), approvals, required }
    expect(isApproved(aRow('one', { review }))).toBe(approved)
  })
})

describe('reviewers', () => {
  it.each([
    ['approve', 'request_changes', true],
    ['request_changes', 'approve', true],
    ['approve', 'approve', false],
    ['approve', 'abstain', false],
    ['request_changes', 'request_changes', false],
    ['abstain', 'request_changes', false],
    ['abstain', 'abstain', false],
  ] as const)('who say %s and %s disagree: %s', (one, other, disagree) => {
    expect(doDisagree(aRow('one', { review: reviewedAs(one, other) }))).toBe(disagree)
  })

  it('who are none do not disagree', () => {
    expect(doDisagree(aRow('one'))).toBe(false)
  })

  it('are told each with what they said', () => {
    const row = aRow('one', { review: reviewedAs('approve', 'request_changes') })
    expect(disagreement(row)).toBe('`claude` approves and `gemini` asks for changes (2 findings)')
  })
})

it('what a candidate lacks is told with who said what', () => {
  const review = { ...reviewedAs('approve', 'abstain'), required: 2 }
  expect(unapproved(aRow('one', { review }))).toBe(
    'passes every check, but has 1 of the 2 approvals it needs: `claude` approves and `gemini` abstains',
  )
  expect(unapproved(aRow('one', { review: { ...reviewedAs('abstain') } }))).toBe(
    'passes every check, but has 0 of the 1 approval it needs: `claude` abstains',
  )
})
