import { expect, it, onTestFinished } from 'vitest'
import { startEmbeddedStage } from '../../../contracts/embedded-stage.ts'
import { drafted } from '../../../contracts/forge/drafted.ts'

const method = 'squash'

it('D5: auto-merge is on where something is still missing, off again when asked, and refused in GitHub’s words else', async () => {
  const stage = await startEmbeddedStage()
  onTestFinished(() => stage.close())
  const { forge, repository } = stage
  const { owner, repo: name } = { owner: repository.owner, repo: repository.repo }
  const checks = [{ context: 'legal', integrationId: null }]
  await stage.github.admin.setRuleset({ owner, name }, { name: 'main', branches: ['~ALL'], checks })
  const { handle, head, read } = await drafted(stage)
  await forge.markReady(repository, handle, head)
  const elsewhere = { expectedHead: '1'.repeat(40), method } as const
  expect(await forge.enableAutoMerge(repository, handle, elsewhere)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('Head branch was modified'),
  })
  const here = { expectedHead: head, method } as const
  expect(await forge.enableAutoMerge(repository, handle, here)).toEqual({ kind: 'enabled' })
  expect(await read()).toMatchObject({ autoMerge: true })
  for (const _ of ['once', 'twice'])
    await forge.changePullRequest(repository, { do: 'disable-auto-merge', pullRequest: handle })
  expect((await read()).autoMerge).toBeUndefined()
  await stage.report(head, { kind: 'status', name: 'legal', conclusion: 'success' })
  expect(await forge.enableAutoMerge(repository, handle, here)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('clean status'),
  })
})
