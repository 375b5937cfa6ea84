import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  CandidateId,
  candidateBranch,
  parseCandidateBranch,
} from '../../../src/domain/candidate/candidate.ts'

const id = fc
  .stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/)
  .filter((text) => CandidateId.safeParse(text).success)

it('T9: reads back every branch that it names', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 999_999 }),
      fc.integer({ min: 1, max: 999 }),
      id,
      (number, run, candidate) => {
        const branch = candidateBranch({ owner: 'acme', repo: 'payments', number }, run, candidate)
        expect(parseCandidateBranch(branch)).toEqual({ issue: number, run, candidate })
      },
    ),
  )
})

it.each([
  '',
  'main',
  'speculate/12/x',
  'speculate/0.1/x',
  'speculate/12.1/',
  'speculate/12.1/X',
  'speculate/12.1/a/b',
  'x/speculate/12.1/a',
  'speculate/12.1/a\n',
])('takes %j for no branch of ours', (branch) => {
  expect(parseCandidateBranch(branch)).toBeUndefined()
})
