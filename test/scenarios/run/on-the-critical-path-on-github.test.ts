import { expect, it, onTestFinished } from 'vitest'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { aProject } from '../../embedded-github/a-project.ts'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository } from '../worlds/counted/a-busy-repository.ts'

/** An issue of high risk, and one that takes longer; a third waits for both. */
async function twoThatHoldUpAThird({ people, stage, here, story, settle }: BusyRepository) {
  const [risky, longer, goal] = [await story(PLAIN), await story(PLAIN), await story(PLAIN)]
  await settle()
  for (const { number } of [risky, longer]) {
    const { data } = await people.owner.rest.issues.get({ ...here, issue_number: number })
    await people.owner.rest.issues.addBlockedByDependency({
      ...{ ...here, issue_number: goal.number },
      issue_id: data.id,
    })
  }
  await stage.label(longer.number, 'estimate:2d')
  await risky.act(() => stage.label(risky.number, 'risk:high'))
  risky.told()
  return { risky, longer, goal }
}
const PLAIN = { title: 'Some work', body: 'Do.' }

it('a run begins on an issue that is on the critical path because of what blocks it in another repository', async () => {
  const repository = await aBusyRepository({ places: 4 })
  onTestFinished(() => repository.close())
  const { people, stage, here, steps } = repository
  const { risky, goal } = await twoThatHoldUpAThird(repository)
  // GitHub tells of no dependency: it is looked again as the sweep does.
  const look = () => steps.queue.wake(issueKey({ ...here, number: risky.number }))
  expect(await risky.run()).toBeUndefined()
  const elsewhere = { owner: here.owner, repo: 'ledger' }
  await stage.github.admin.createRepository({
    ...{ owner: here.owner, name: elsewhere.repo },
    source: { files: { 'README.md': '# Ledger\n' } },
  })
  const { rest } = people.owner
  const { data } = await rest.issues.create({ ...elsewhere, title: 'Keep books', labels: ['estimate:3d'] })
  await rest.issues.addBlockedByDependency({ ...here, issue_number: risky.number, issue_id: data.id })
  await rest.issues.update({ ...elsewhere, issue_number: data.number, state: 'closed' })
  await risky.act(look)
  expect(await risky.run()).toBeUndefined()
  await rest.issues.update({ ...elsewhere, issue_number: data.number, state: 'open' })
  await risky.act(look)
  await expect(risky.told().replaceAll(`#${goal.number}`, '#‹goal›')).toMatchFileSnapshot(golden())
})

it('a run begins on an issue that is on the critical path because of what a project says, where a setting names the field', async () => {
  const repository = await aBusyRepository({ places: 4 })
  onTestFinished(() => repository.close())
  const { people, stage, here, steps } = repository
  const { risky, goal } = await twoThatHoldUpAThird(repository)
  const look = () => steps.queue.wake(issueKey({ ...here, number: risky.number }))
  const { admin, state } = stage.github
  await admin.turnIntoOrganization(here.owner)
  const { permissions } = state.installations[0] ?? expect.unreachable('it is not installed')
  const more = { ...permissions, organization_projects: 'read' } as const
  await admin.setPermissions(stage.credentials.appId, here.owner, more)
  const { rest } = people.owner
  const account = await rest.users.getByUsername({ username: here.owner })
  const project = await aProject(people.owner, { owner: account.data.node_id, field: 'Estimate' })
  const { data } = await rest.issues.get({ ...here, issue_number: risky.number })
  await project.set(data.node_id, 3)
  await risky.act(look)
  expect(await risky.run()).toBeUndefined()

  const path = '.github/speculate.yml'
  const settings = await rest.repos.getContent({ ...here, path, mediaType: { format: 'raw' } })
  const field = 'speculation:\n  auto_trigger:\n    estimate_field: Estimate\n'
  await stage.commitToMain(path, `${settings.data}${field}`)
  await risky.act(look)
  await expect(risky.told().replaceAll(`#${goal.number}`, '#‹goal›')).toMatchFileSnapshot(golden())
})
