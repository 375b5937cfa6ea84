import { expect, it, onTestFinished } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository } from '../worlds/counted/a-busy-repository.ts'
import { type Act, deleteBase, retarget } from '../worlds/counted/acts.ts'

const NAME = { owner: 'acme', name: 'payments' }

const rename = ({ stage }: BusyRepository) => stage.github.admin.moveRepository(NAME, { name: 'billing' })

/** What an owner does to the repository while the drafts of a run are judged, and how that run ends. */
it.each<readonly [string, Act]>([
  [
    'the history of the base branch is rewritten',
    async (_, { people, here }) => {
      const { rest } = people.owner
      const { data: head } = await rest.repos.getCommit({ ...here, ref: 'main' })
      const { data: other } = await rest.git.createCommit({
        ...here,
        message: 'Begin again',
        tree: head.commit.tree.sha,
        parents: [],
      })
      await rest.git.updateRef({ ...here, ref: 'heads/main', sha: other.sha, force: true })
    },
  ],
  ['the default branch is renamed', (_, { stage }) => stage.github.admin.renameBranch(NAME, 'main', 'trunk')],
  ['the base branch is deleted', deleteBase],
  [
    'all drafts are retargeted and the base branch is renamed',
    async (run, repository) => {
      for (const candidate of ['near', 'far']) await retarget(candidate)(run, repository)
      await repository.stage.github.admin.renameBranch(NAME, 'main', 'trunk')
    },
  ],
  ['the repository is renamed', (_, repository) => rename(repository)],
  ['the repository becomes private', (_, { stage }) => stage.github.admin.setPrivate(NAME, true)],
  [
    'the label is renamed',
    (_, { people, here }) =>
      people.owner.rest.issues.updateLabel({ ...here, name: 'speculate', new_name: 'ai' }),
  ],
])('while drafts are judged: %s', async (_, act) => {
  const repository = await aBusyRepository()
  onTestFinished(() => repository.close())
  const run = await repository.story()
  await run.begun()
  run.told()
  await run.act(() => act(run, repository))
  const first = run.told()
  await run.end({ near: 'success', far: 'failure' })
  await expect(`${first}\n# The checks end\n\n${run.told()}`).toMatchFileSnapshot(golden())
})

it.each<readonly [string, Act]>([
  ['the base branch is deleted', deleteBase],
  [
    'the repository is renamed, and the winner is merged',
    async (run, repository) => {
      await rename(repository)
      await repository.passTime(30_000)
      await repository.people.maya.rest.pulls.merge(run.pull('near'))
    },
  ],
])('once a winner is promoted: %s', async (_, act) => {
  const repository = await aBusyRepository()
  onTestFinished(() => repository.close())
  const run = await repository.story()
  await run.decided()
  run.told()
  await run.act(() => act(run, repository))
  await expect(run.told()).toMatchFileSnapshot(golden())
})
