import { expect, it, onTestFinished } from 'vitest'
import { archiveRef } from '../../../../src/domain/candidate/archive-ref.ts'
import { startEmbeddedStage } from '../../../contracts/embedded-stage.ts'
import { drafted } from '../../../contracts/forge/drafted.ts'

it('A10: the branches of losers become refs that no list of branches shows, in one request', async () => {
  const stage = await startEmbeddedStage()
  onTestFinished(() => stage.close())
  const { forge, repository, repositoryId } = stage
  const losers = [await drafted(stage), await drafted(stage)]
  const before = stage.sent.length
  const branches = losers.map(({ branch, head }) => ({ branch, head, ref: archiveRef(branch) }))
  await forge.archiveBranches(repository, { repositoryId, branches })
  expect(stage.sent.length - before).toBe(1)
  const { token } = await stage.github.admin.createUser('maya')
  const { Octokit } = await import('@octokit/rest')
  const git = new Octokit({ auth: token, baseUrl: stage.github.apiUrl }).rest.git
  const { data } = await git.listMatchingRefs({ ...repository, ref: 'speculate/archive/' })
  expect(data.map(({ ref, object }) => [ref, object.sha])).toEqual(
    losers.map(({ branch, head }) => [archiveRef(branch), head]),
  )
})

it('A10: where a forge refuses the ref, the branch goes all the same', async () => {
  const stage = await startEmbeddedStage()
  onTestFinished(() => stage.close())
  const { forge, repository, repositoryId } = stage
  const { branch, head, facts } = await drafted(stage)
  const branches = [{ branch, head, ref: 'refs/pull/1/mine' }]
  await forge.archiveBranches(repository, { repositoryId, branches })
  expect((await facts()).branchHead).toBeUndefined()
})
