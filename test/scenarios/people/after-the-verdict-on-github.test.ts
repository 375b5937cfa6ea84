import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository, type Story } from '../worlds/counted/a-busy-repository.ts'

/** `near` is ready for review, `far` is closed: what people do then, and what they are told. */
let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository()
})
afterAll(() => repository.close())

type Act = (run: Story, repository: BusyRepository) => unknown

it.each<readonly [string, Act]>([
  ['the winner is merged', (run, { people }) => people.maya.rest.pulls.merge(run.pull('near'))],
  [
    'the winner is closed',
    (run, { people }) => people.maya.rest.pulls.update({ ...run.pull('near'), state: 'closed' }),
  ],
  [
    'the winner gets another title and text',
    (run, { people }) =>
      people.maya.rest.pulls.update({ ...run.pull('near'), title: 'Add rightly', body: 'As agreed.' }),
  ],
  [
    'the winner is pushed to',
    (run, { stage }) => stage.push(run.draftOf('near').pull.head.ref, 'more.js', 'export const more = 1\n'),
  ],
  ['the winner is made a draft', (run) => run.setDraft('near', true)],
  [
    'the winner is retargeted',
    async (run, { people, stage }) => {
      await stage.push(`release-${run.number}`, 'release.txt', '1\n')
      await people.maya.rest.pulls.update({ ...run.pull('near'), base: `release-${run.number}` })
    },
  ],
  ['the branch of the winner is deleted', (run) => run.deleteBranch('near')],
  [
    'the winner is reviewed',
    async (run, { people }) => {
      const review = { ...run.pull('near'), body: 'Hm.' }
      await people.maya.rest.pulls.createReview({ ...review, event: 'REQUEST_CHANGES' })
      await people.owner.rest.pulls.createReview({ ...review, event: 'APPROVE' })
    },
  ],
  ['a check of the winner fails when it is run again', (run) => run.runAgain('near', 'failure')],
  ['a check of the winner passes when it is run again', (run) => run.runAgain('near', 'success')],
  [
    'the loser is opened again',
    (run, { people }) => people.maya.rest.pulls.update({ ...run.pull('far'), state: 'open' }),
  ],
  [
    'the loser is opened again and marked ready',
    async (run, { people }) => {
      await people.maya.rest.pulls.update({ ...run.pull('far'), state: 'open' })
      await run.setDraft('far', false)
    },
  ],
  ['the branch of the loser is deleted', (run) => run.deleteBranch('far')],
  [
    'the label is taken off',
    (run, { people }) => people.maya.rest.issues.removeLabel({ ...run.at, name: 'speculate' }),
  ],
  [
    'the label is taken off and put on again',
    async (run, { people, stage, passTime }) => {
      await people.maya.rest.issues.removeLabel({ ...run.at, name: 'speculate' })
      await passTime(10_000)
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
  [
    'the issue is locked',
    async (run, { people }) => {
      await people.owner.rest.issues.lock(run.at)
      await people.maya.rest.pulls.update({ ...run.pull('near'), state: 'closed' })
    },
  ],
  [
    'the scoreboard is edited by a person',
    async (run, { people, here }) =>
      people.owner.rest.issues.updateComment({ ...here, comment_id: run.scoreboard(), body: 'Nobody won.' }),
  ],
  [
    'the scoreboard is deleted by a person',
    async (run, { people, here }) => {
      await people.owner.rest.issues.deleteComment({ ...here, comment_id: run.scoreboard() })
      await people.maya.rest.pulls.update({ ...run.pull('near'), state: 'closed' })
    },
  ],
])('after the verdict: %s', async (_, act) => {
  const run = await repository.story()
  await run.decided()
  run.told()
  await run.act(() => act(run, repository))
  await expect(run.told()).toMatchFileSnapshot(golden())
})
