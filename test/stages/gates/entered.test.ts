import { expect, it } from 'vitest'
import { trippedGates } from '../../../src/stages/gates/gates.ts'
import { aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { commitOf } from '../../builders/story.ts'

/** The same files on the same base, in a commit of another message. */
const reworded = () => {
  const { base, tree = '' } = aPatch('one')
  const lastCommit = { oid: commitOf('reworded'), tree, parents: [base] }
  return candidateFacts('one', aPullRequest('one', 21, { head: lastCommit.oid, lastCommit }))
}

it('judges of what was entered that very commit, and of ours the work, whatever commit the forge wrote', () => {
  expect(trippedGates(aCase({ facts: reworded() }))).toEqual([])
  expect(trippedGates(aCase({ facts: reworded(), isSubmitted: true }))).toEqual([
    { gate: 'head moved', reason: 'has new commits since it was entered; enter it again' },
  ])
  expect(trippedGates(aCase({ isSubmitted: true }))).toEqual([])
})

it.each([
  ['.github/workflows/ci.yml', 'protected path'],
  ['CLAUDE.md', 'protected path'],
])('does not let through what touches %s, whoever wrote it', (path, gate) => {
  const file = {
    path,
    status: 'modified' as const,
    mode: '100644',
    insertions: 1,
    deletions: 0,
    binary: false,
  }
  const patch = aPatch('one', [{ ...file, bytes: 4 }])
  expect(trippedGates(aCase({ patch, isSubmitted: true }))[0]?.gate).toBe(gate)
})
