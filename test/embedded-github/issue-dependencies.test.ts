import { afterAll, beforeAll, expect, it } from 'vitest'
import { repo, type Stage, setStage } from './support.ts'

let stage: Stage
const issues: { readonly id: number; readonly number: number }[] = []

beforeAll(async () => {
  stage = await setStage()
  for (const title of ['First', 'Second', 'Third']) {
    const { data } = await stage.maintainer.issues.create({ ...repo, title })
    issues.push({ id: data.id, number: data.number })
  }
})
afterAll(() => stage.close())

const issue = (place: number) => issues[place] ?? expect.unreachable('there is no such issue')
const at = (place: number) => ({ ...repo, issue_number: issue(place).number })
const shown = async (place: number) => (await stage.maintainer.issues.get(at(place))).data

it('an issue is blocked by others, and says so in what is listed', async () => {
  const { issues: api } = stage.maintainer
  await api.addBlockedByDependency({ ...at(1), issue_id: issue(0).id })
  const { data: before } = await api.listDependenciesBlockedBy(at(1))
  const { data: after } = await api.listDependenciesBlocking(at(0))
  expect([before, after].map((list) => list.map(({ number }) => number))).toEqual([
    [issue(0).number],
    [issue(1).number],
  ])
  const { data: all } = await api.listForRepo({ ...repo, direction: 'asc' })
  expect(all.map(({ issue_dependencies_summary: one }) => [one?.blocked_by, one?.blocking])).toEqual([
    [0, 1],
    [1, 0],
    [0, 0],
  ])
  await expect(api.addBlockedByDependency({ ...at(1), issue_id: issue(0).id })).rejects.toMatchObject({
    status: 422,
  })
  await api.removeDependencyBlockedBy({ ...at(1), issue_id: issue(0).id })
  expect((await shown(1)).issue_dependencies_summary).toMatchObject({ total_blocked_by: 0 })
})

it('an issue has sub-issues, which know their parent', async () => {
  const { issues: api } = stage.maintainer
  await api.addSubIssue({ ...at(0), sub_issue_id: issue(2).id })
  expect((await api.listSubIssues(at(0))).data.map(({ number }) => number)).toEqual([issue(2).number])
  expect((await shown(2)).parent_issue_url).toMatch(new RegExp(`/issues/${issue(0).number}$`))
  expect((await shown(0)).sub_issues_summary).toEqual({ total: 1, completed: 0, percent_completed: 0 })
  await expect(api.addSubIssue({ ...at(2), sub_issue_id: issue(0).id })).rejects.toMatchObject({
    status: 422,
  })
  await api.removeSubIssue({ ...at(0), sub_issue_id: issue(2).id })
  expect((await shown(2)).parent_issue_url).toBeUndefined()
})

it('an issue depends on those of other repositories, which are told to whoever may read them', async () => {
  const { issues: api } = stage.maintainer
  const elsewhere = { owner: repo.owner, repo: 'elsewhere' }
  await stage.github.admin.createRepository({
    owner: repo.owner,
    name: 'elsewhere',
    source: { files: { a: 'a' } },
  })
  const { data: blocker } = await api.create({ ...elsewhere, title: 'Elsewhere' })
  await api.addBlockedByDependency({ ...at(1), issue_id: blocker.id })
  await api.addSubIssue({ ...at(0), sub_issue_id: blocker.id })
  const told = async ({ issues: reader }: Stage['stranger']) => [
    (await reader.listDependenciesBlockedBy(at(1))).data.map(({ url }) => url),
    (await reader.listSubIssues(at(0))).data.map(({ url }) => url),
  ]
  expect(await told(stage.stranger)).toEqual([[blocker.url], [blocker.url]])
  expect((await shown(1)).issue_dependencies_summary).toMatchObject({ blocked_by: 1 })
  expect((await api.get({ ...elsewhere, issue_number: blocker.number })).data.parent_issue_url).toBe(
    (await shown(0)).url,
  )
  await stage.github.admin.setPrivate({ owner: repo.owner, name: elsewhere.repo }, true)
  expect(await told(stage.stranger)).toEqual([[], []])
  expect(await told(stage.maintainer)).toEqual([[blocker.url], [blocker.url]])
})

it('an issue is in a milestone', async () => {
  const { issues: api } = stage.maintainer
  const { data } = await api.createMilestone({ ...repo, title: '1.0' })
  await api.update({ ...at(1), milestone: data.number })
  expect((await shown(1)).milestone?.title).toBe('1.0')
  expect((await api.listMilestones(repo)).data.map(({ open_issues }) => open_issues)).toEqual([1])
  await api.update({ ...at(1), milestone: null })
  expect((await shown(1)).milestone).toBeNull()
})
