import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository } from '../worlds/counted/a-busy-repository.ts'
import {
  type Act,
  close,
  closeIssue,
  deleteIssue,
  deleteScoreboard,
  editIssue,
  editScoreboard,
  pushTo,
  retarget,
  rewrite,
  takeLabelOff,
  transferIssue,
} from '../worlds/counted/acts.ts'

/** Both drafts are open and their checks run: what people do then, what they are told, and what comes of it. */
let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository()
})
afterAll(() => repository.close())

it.each<readonly [string, Act]>([
  ['a draft is closed', close('near')],
  ['a draft is marked ready', (run) => run.setDraft('near', false)],
  [
    'a draft is marked ready and merged',
    async (run, { people }) => {
      await run.setDraft('near', false)
      await people.maya.rest.pulls.merge(run.pull('near'))
    },
  ],
  ['a draft is pushed to', pushTo('near')],
  ['the branch of a draft is deleted', (run) => run.deleteBranch('near')],
  ['a draft is retargeted', retarget('near')],
  ['a draft gets another title and text', rewrite('near')],
  [
    'a draft is reviewed',
    (run, { people }) =>
      people.maya.rest.pulls.createReview({ ...run.pull('near'), event: 'REQUEST_CHANGES', body: 'No.' }),
  ],
  ['the label is taken off', takeLabelOff],
  [
    'the label is taken off and put on again at once',
    async (run, repository) => {
      await takeLabelOff(run, repository)
      await repository.stage.label(run.number, 'speculate')
    },
  ],
  ['the issue is closed', closeIssue],
  ['the issue is edited', editIssue],
  ['the issue is deleted', deleteIssue],
  ['the issue is transferred to another repository', transferIssue],
  ['the issue is locked', (run, { people }) => people.owner.rest.issues.lock(run.at)],
  ['the scoreboard is edited by a person', editScoreboard],
  ['the scoreboard is deleted by a person', deleteScoreboard],
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
