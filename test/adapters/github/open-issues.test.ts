import { Octokit } from '@octokit/rest'
import { expect, it } from 'vitest'
import { compareKeys } from '../../../src/domain/issue/issue-graph.ts'
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
  expect(issues?.toSorted((one, other) => compareKeys(one.key, other.key))).toEqual([
    { key: first.number, labels: ['estimate:3d'], blockedBy: [] },
    { key: second.number, labels: [], blockedBy: [first.number], milestone: '1.0' },
    { key: parent.number, labels: [], blockedBy: [] },
    { key: sub.number, labels: [], blockedBy: [], parent: parent.number },
  ])
  expect(criticalPath(issues ?? [], second.number)).toMatchObject({
    kind: 'on',
    path: [first.number, second.number],
    milestone: '1.0',
  })
  // One for the list, one for the issue that waits, and one for the token.
  expect(requests).toBeLessThanOrEqual(3)
})

it('C1: what holds an issue up in another repository is read with it, unless it is closed or may not be read', async () => {
  const stage = await startEmbeddedStage()
  const { owner, repo } = stage.repository
  const here = { owner, repo }
  const { token } = await stage.github.admin.createUser(owner)
  const { rest } = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const create = async (name: string, labels: string[] = []) =>
    (await rest.issues.create({ owner, repo: name, title: name, labels })).data
  const blocks = async (name: string, isPrivate: boolean) => {
    await stage.github.admin.createRepository({ owner, name, isPrivate, source: { files: { a: 'a' } } })
    const issue = await create(name, ['estimate:2d'])
    await rest.issues.addBlockedByDependency({ ...here, issue_number: held.number, issue_id: issue.id })
    return issue
  }
  const held = await create(repo)
  const parent = await create(repo)
  const open = await blocks('ledger', false)
  const closed = await blocks('done', false)
  await rest.issues.update({ owner, repo: 'done', issue_number: closed.number, state: 'closed' })
  await blocks('secret', true)
  const sub = await create('ledger')
  await rest.issues.addSubIssue({ ...here, issue_number: parent.number, sub_issue_id: sub.id })
  const before = stage.sent.length
  const issues = await stage.forge.openIssues(here)
  const requests = stage.sent.length - before
  await stage.close()
  const [ledger, done] = [`${owner}/ledger#${open.number}`, `${owner}/done#${closed.number}`]
  expect(issues?.toSorted((one, other) => compareKeys(one.key, other.key))).toEqual([
    { key: held.number, labels: [], blockedBy: [ledger, done] },
    { key: parent.number, labels: [], blockedBy: [] },
    { key: ledger, labels: ['estimate:2d'], blockedBy: [] },
    { key: `${owner}/ledger#${sub.number}`, labels: [], blockedBy: [], parent: parent.number },
  ])
  expect(criticalPath(issues ?? [], held.number)).toMatchObject({ kind: 'on', path: [ledger, held.number] })
  // The list, what blocks the first, and the sub-issues of the second; and one for the token.
  expect(requests).toBeLessThanOrEqual(4)
})
