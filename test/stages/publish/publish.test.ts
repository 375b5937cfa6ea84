import { describe, expect, it } from 'vitest'
import type { CandidateFacts } from '../../../src/domain/forge/forge-facts.ts'
import { publish } from '../../../src/stages/publish/publish.ts'
import { aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'

const patch = { ...aPatch('one'), tree: 'a'.repeat(40) }
const words = { base: 'main', message: 'a message', title: 'a title', body: 'a body' }
const published = (facts: Partial<CandidateFacts>) =>
  publish([{ candidate: 'one', patch, facts: { ...candidateFacts('one'), ...facts }, ...words }], 'R_1')

const draft = {
  do: 'open-draft',
  repositoryId: 'R_1',
  candidate: 'one',
  branch: 'speculate/12.1/one',
  base: 'main',
  title: 'a title',
  body: 'a body',
}

describe('publish', () => {
  it('pushes a patch whose branch is missing', () => {
    const branch = {
      candidate: 'one',
      branch: 'speculate/12.1/one',
      commit: patch.commit,
      tree: patch.tree,
      message: 'a message',
    }
    expect(published({})).toEqual([{ do: 'publish-branches', repositoryId: 'R_1', branches: [branch] }])
  })

  it('opens a draft of a branch that holds the patch, whoever made the commit', () => {
    const oid = 'e'.repeat(40)
    const branchCommit = { oid, tree: patch.tree, parents: [patch.base] }
    expect(published({ branchHead: patch.commit })).toEqual([draft])
    expect(published({ branchHead: oid, branchCommit })).toEqual([draft])
  })

  it('leaves a branch alone that holds anything else', () => {
    expect(published({ branchHead: 'd'.repeat(40) })).toEqual([])
  })

  it('has nothing to do once there is a pull request, whatever became of its branch', () => {
    const pullRequest = aPullRequest('one', 21)
    expect(published({ pullRequest })).toEqual([])
    expect(published({ pullRequest, branchHead: patch.commit })).toEqual([])
  })

  it('pushes all branches at once', () => {
    const all = ['one', 'two'].map((id) => ({
      candidate: id,
      patch: aPatch(id),
      facts: candidateFacts(id),
      ...words,
    }))
    expect(publish(all, 'R_1')).toMatchObject([{ branches: [{ candidate: 'one' }, { candidate: 'two' }] }])
    expect(publish([], 'R_1')).toEqual([])
  })
})
