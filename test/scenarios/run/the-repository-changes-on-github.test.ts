import { expect, it, onTestFinished } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository } from '../worlds/counted/a-busy-repository.ts'

const NAME = { owner: 'acme', name: 'payments' }

/** What an owner does to the repository while the drafts of a run are judged, and how that run ends. */
it.each<readonly [string, (repository: BusyRepository) => unknown]>([
  [
    'the history of the base branch is rewritten',
    async ({ people, here }) => {
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
  ['the default branch is renamed', ({ stage }) => stage.github.admin.renameBranch(NAME, 'main', 'trunk')],
  ['the repository becomes private', ({ stage }) => stage.github.admin.setPrivate(NAME, true)],
  [
    'the label is renamed',
    ({ people, here }) =>
      people.owner.rest.issues.updateLabel({ ...here, name: 'speculate', new_name: 'ai' }),
  ],
])('while drafts are judged: %s', async (_, act) => {
  const repository = await aBusyRepository()
  onTestFinished(() => repository.close())
  const run = await repository.story()
  await run.begun()
  run.told()
  await run.act(() => act(repository))
  const first = run.told()
  await run.end({ near: 'success', far: 'failure' })
  await expect(`${first}\n# The checks end\n\n${run.told()}`).toMatchFileSnapshot(golden())
})
