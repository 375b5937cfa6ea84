import { Octokit } from '@octokit/rest'
import { expect, it } from 'vitest'
import { criticalPath } from '../../../src/stages/critical-path/critical-path.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'

it('C1: what issues wait for is read from GitHub, and their critical path follows', async () => {
  const stage = await startEmbeddedStage()
  const { owner, repo } = stage.repository
  const here = { owner, repo }
  const { token } = await stage.github.admin.createUser(owner)
  const { rest } = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const create = async (title: string, labels: string[] = []) =>
    (await rest.issues.create({ ...here, title, labels })).data
  const first = await create('First', ['estimate:3d'])
  const second = await create('Second')
  const parent = await create('Parent')
  const sub = await create('Sub')
  await rest.issues.addBlockedByDependency({ ...here, issue_number: second.number, issue_id: first.id })
  await rest.issues.addSubIssue({ ...here, issue_number: parent.number, sub_issue_id: sub.id })
  await rest.issues.createMilestone({ ...here, title: '1.0' })
  await rest.issues.update({ ...here, issue_number: second.number, milestone: 1 })
  await stage.push('mine', 'a.js', 'a\n')
  await stage.openPullRequest('mine')
  const before = stage.sent.length
  const issues = await stage.forge.openIssues(here)
  const requests = stage.sent.length - before
  await stage.close()
  expect(issues?.toSorted((one, other) => one.number - other.number)).toEqual([
    { number: first.number, labels: ['estimate:3d'], blockedBy: [] },
    { number: second.number, labels: [], blockedBy: [first.number], milestone: '1.0' },
    { number: parent.number, labels: [], blockedBy: [] },
    { number: sub.number, labels: [], blockedBy: [], parent: parent.number },
  ])
  expect(criticalPath(issues ?? [], second.number)).toMatchObject({
    kind: 'on',
    path: [first.number, second.number],
    milestone: '1.0',
  })
  // One for the list, one for the issue that waits, and one for the token.
  expect(requests).toBeLessThanOrEqual(3)
})
