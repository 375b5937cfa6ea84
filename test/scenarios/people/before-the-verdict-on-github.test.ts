import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository, type Story } from '../worlds/counted/a-busy-repository.ts'

/** Both drafts are open and their checks run: what people do then, what they are told, and what comes of it. */
let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository()
})
afterAll(() => repository.close())

type Act = (run: Story, repository: BusyRepository) => unknown

it.each<readonly [string, Act]>([
  [
    'a draft is closed',
    (run, { people }) => people.maya.rest.pulls.update({ ...run.pull('near'), state: 'closed' }),
  ],
  ['a draft is marked ready', (run) => run.setDraft('near', false)],
  [
    'a draft is marked ready and merged',
    async (run, { people }) => {
      await run.setDraft('near', false)
      await people.maya.rest.pulls.merge(run.pull('near'))
    },
  ],
  [
    'a draft is pushed to',
    (run, { stage }) => stage.push(run.draftOf('near').pull.head.ref, 'more.js', 'export const more = 1\n'),
  ],
  ['the branch of a draft is deleted', (run) => run.deleteBranch('near')],
  [
    'a draft is retargeted',
    async (run, { people, stage }) => {
      await stage.push(`release-${run.number}`, 'release.txt', '1\n')
      await people.maya.rest.pulls.update({ ...run.pull('near'), base: `release-${run.number}` })
    },
  ],
  [
    'a draft gets another title and text',
    (run, { people }) =>
      people.maya.rest.pulls.update({ ...run.pull('near'), title: 'Add rightly', body: 'As agreed.' }),
  ],
  [
    'a draft is reviewed',
    (run, { people }) =>
      people.maya.rest.pulls.createReview({ ...run.pull('near'), event: 'REQUEST_CHANGES', body: 'No.' }),
  ],
  [
    'the label is taken off',
    (run, { people }) => people.maya.rest.issues.removeLabel({ ...run.at, name: 'speculate' }),
  ],
  [
    'the label is taken off and put on again at once',
    async (run, { people, stage }) => {
      await people.maya.rest.issues.removeLabel({ ...run.at, name: 'speculate' })
      await stage.label(run.number, 'speculate')
    },
  ],
  [
    'the issue is closed',
    (run, { people }) => people.maya.rest.issues.update({ ...run.at, state: 'closed' }),
  ],
  [
    'the issue is edited',
    (run, { people }) =>
      people.maya.rest.issues.update({ ...run.at, title: 'Adds badly', body: 'Otherwise.' }),
  ],
  ['the issue is locked', (run, { people }) => people.owner.rest.issues.lock(run.at)],
  [
    'the scoreboard is edited by a person',
    (run, { people, here }) =>
      people.owner.rest.issues.updateComment({ ...here, comment_id: run.scoreboard(), body: 'Nobody won.' }),
  ],
  [
    'the scoreboard is deleted by a person',
    (run, { people, here }) =>
      people.owner.rest.issues.deleteComment({ ...here, comment_id: run.scoreboard() }),
  ],
])('before the verdict: %s', async (_, act) => {
  const run = await repository.story()
  await run.begun()
  run.told()
  await run.act(() => act(run, repository))
  const first = run.told()
  await run.end({ near: 'success', far: 'success' })
  const told = `${first}\n# The checks pass\n\n${run.told()}`
  await expect(told).toMatchFileSnapshot(golden())
})
