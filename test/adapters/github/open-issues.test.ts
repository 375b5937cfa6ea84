import { Octokit } from '@octokit/rest'
import { expect, it } from 'vitest'
import { compareKeys } from '../../../src/domain/issue/issue-graph.ts'
import { criticalPath } from '../../../src/stages/critical-path/critical-path.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { aProject } from '../../embedded-github/a-project.ts'

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
  const issues = await stage.forge.openIssues(here, { estimateField: undefined, isPrivate: false })
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
  const issues = await stage.forge.openIssues(here, { estimateField: undefined, isPrivate: false })
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

it('C1: what a field of projects says is read where a setting names it, and only where the App may', async () => {
  const stage = await startEmbeddedStage()
  const { owner, repo } = stage.repository
  const here = { owner, repo }
  const { admin } = stage.github
  const { token } = await admin.createUser(owner)
  await admin.turnIntoOrganization(owner)
  const octokit = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const account = (await octokit.rest.users.getByUsername({ username: owner })).data.node_id
  const [days, size] = [
    await aProject(octokit, { owner: account, field: 'Estimate' }),
    await aProject(octokit, { owner: account, field: 'Estimate', type: 'SINGLE_SELECT', options: ['2d'] }),
  ]
  const create = async (at: { owner: string; repo: string }) =>
    (await octokit.rest.issues.create({ ...at, title: 'One' })).data
  await admin.createRepository({ owner, name: 'ledger', source: { files: { a: 'a' } } })
  const issues = [await create(here), await create(here), await create(here)] as const
  const elsewhere = await create({ owner, repo: 'ledger' })
  const [first, second, third] = issues
  await octokit.rest.issues.addBlockedByDependency({
    ...{ ...here, issue_number: first.number },
    issue_id: elsewhere.id,
  })
  // The project with the lowest number goes before the others.
  await size.set(first.node_id, '2d')
  await days.set(first.node_id, 5)
  await size.set(second.node_id, '2d')
  await days.add(second.node_id)
  await days.set(third.node_id, 5)
  await days.archive(third.node_id)
  await days.set(elsewhere.node_id, 0.5)

  const read = async (estimateField: string | undefined) => {
    const before = stage.sent.length
    const forge = await stage.installations.forgeFor(here)
    const found = await forge.openIssues(here, { estimateField, isPrivate: false })
    const queries = stage.sent.slice(before).filter(({ operation }) => operation?.includes('FieldEstimates'))
    return { queries: queries.length, said: found?.map(({ key, estimate }) => [key, estimate?.value]) }
  }
  const nothing = [third, second, first].map(({ number }) => [number, undefined])
  const ledger = `${owner}/ledger#${elsewhere.number}`
  const without = { queries: 0, said: [...nothing, [ledger, undefined]] }
  expect(await read(undefined)).toEqual(without)
  // Nobody has added the permission: there is no token for it.
  const before = stage.sent.length
  expect(await read('Estimate')).toEqual(without)
  // The list, what blocks the first, the token that is refused, and why it is: once.
  expect(stage.sent.length - before).toBe(4)

  const { permissions } = stage.github.state.installations[0] ?? expect.unreachable('it is not installed')
  await admin.setPermissions(stage.credentials.appId, owner, {
    ...permissions,
    organization_projects: 'read',
  })
  expect(await read('Other')).toEqual({ ...without, queries: 1 })
  const said = [
    [third.number, undefined],
    [second.number, '2d'],
    [first.number, 5],
    [ledger, 0.5],
  ]
  expect(await read('Estimate')).toEqual({ queries: 1, said })
  await days.update({ closed: true })
  expect((await read('Estimate')).said).toEqual([
    [third.number, undefined],
    [second.number, '2d'],
    [first.number, '2d'],
    [ledger, undefined],
  ])
  // Granted no longer, while the token for it is still good: each item is null then, with an error.
  await admin.setPermissions(stage.credentials.appId, owner, permissions)
  expect(await read('Estimate')).toEqual({ ...without, queries: 1 })
  await stage.close()
})

it('C1: what is private elsewhere counts for a private repository alone, and its name is not told', async () => {
  const stage = await startEmbeddedStage()
  const { owner, repo } = stage.repository
  const here = { owner, repo }
  const { admin } = stage.github
  const { token } = await admin.createUser(owner)
  const { rest } = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const create = async (name: string) =>
    (await rest.issues.create({ owner, repo: name, title: name, labels: ['estimate:2d'] })).data
  const held = await create(repo)
  for (const [name, isPrivate] of [
    ['vault', true],
    ['secret', true],
    ['elsewhere', true],
    ['ledger', false],
  ] as const) {
    await admin.createRepository({ owner, name, isPrivate, source: { files: { a: 'a' } } })
    const { id } = await create(name)
    await rest.issues.addBlockedByDependency({ ...here, issue_number: held.number, issue_id: id })
  }
  // The App does not reach the others.
  await admin.installApp(stage.credentials.appId, owner, ['vault', 'secret'])
  await admin.setPrivate({ owner, name: repo }, true)
  const read = async (isPrivate: boolean) => {
    const issues = await stage.forge.openIssues(here, { estimateField: undefined, isPrivate })
    return issues?.map(({ key, labels, blockedBy }) => ({ key, labels, blockedBy }))
  }
  const labels = ['estimate:2d']
  const publicOne = { key: `${owner}/ledger#1`, labels, blockedBy: [] }
  expect(await read(true)).toEqual([
    { key: held.number, labels, blockedBy: ['private#2', 'private#1', `${owner}/ledger#1`] },
    { key: 'private#2', labels, blockedBy: [] },
    { key: 'private#1', labels, blockedBy: [] },
    publicOne,
  ])
  expect(await read(false)).toEqual([
    { key: held.number, labels, blockedBy: [`${owner}/ledger#1`] },
    publicOne,
  ])
  await stage.close()
})
