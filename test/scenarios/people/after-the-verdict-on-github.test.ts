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
  openAgain,
  pushTo,
  retarget,
  rewrite,
  takeLabelOff,
  transferIssue,
} from '../worlds/counted/acts.ts'

/** `near` is ready for review, `far` is closed: what people do then, and what they are told. */
let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository()
})
afterAll(() => repository.close())

it.each<readonly [string, Act]>([
  ['the winner is merged', (run, { people }) => people.maya.rest.pulls.merge(run.pull('near'))],
  ['the winner is closed', close('near')],
  ['the winner gets another title and text', rewrite('near')],
  ['the winner is pushed to', pushTo('near')],
  ['the winner is made a draft', (run) => run.setDraft('near', true)],
  ['the winner is retargeted', retarget('near')],
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
  ['the loser is opened again', openAgain('far')],
  [
    'the loser is opened again and marked ready',
    async (run, repository) => {
      await openAgain('far')(run, repository)
      await run.setDraft('far', false)
    },
  ],
  [
    'the winner is made a draft, then ready, then a draft again',
    async (run, { settle, passTime }) => {
      for (const isDraft of [true, false, true]) {
        await run.setDraft('near', isDraft)
        await settle()
        await passTime(10_000)
      }
    },
  ],
  [
    'the loser is opened again, marked ready and closed again',
    async (run, repository) => {
      await openAgain('far')(run, repository)
      await run.setDraft('far', false)
      await repository.settle()
      await repository.passTime(10_000)
      await close('far')(run, repository)
    },
  ],
  [
    'a loser that was promoted by command is retargeted',
    async (run, repository) => {
      await run.say('/speculate promote far')
      await retarget('far')(run, repository)
    },
  ],
  [
    'a loser that was promoted by command is retargeted, and marked ready',
    async (run, repository) => {
      await run.say('/speculate promote far')
      await retarget('far')(run, repository)
      await repository.settle()
      await repository.passTime(10_000)
      await run.setDraft('far', false)
    },
  ],
  ['the branch of the loser is deleted', (run) => run.deleteBranch('far')],
  ['the label is taken off', takeLabelOff],
  [
    'the label is taken off and put on again',
    async (run, repository) => {
      await takeLabelOff(run, repository)
      await repository.passTime(10_000)
      await repository.stage.label(run.number, 'speculate')
    },
  ],
  ['the issue is closed', closeIssue],
  ['the issue is edited', editIssue],
  ['the issue is deleted', deleteIssue],
  ['the issue is transferred to another repository', transferIssue],
  [
    'the issue is locked',
    async (run, repository) => {
      await repository.people.owner.rest.issues.lock(run.at)
      await close('near')(run, repository)
    },
  ],
  ['the scoreboard is edited by a person', editScoreboard],
  [
    'the scoreboard is deleted by a person',
    async (run, repository) => {
      await deleteScoreboard(run, repository)
      await close('near')(run, repository)
    },
  ],
])('after the verdict: %s', async (_, act) => {
  const run = await repository.story()
  await run.decided()
  run.told()
  await run.act(() => act(run, repository))
  await expect(run.told()).toMatchFileSnapshot(golden())
})

it('after a verdict without a winner: the label is taken off', async () => {
  const run = await repository.story()
  await run.decided({ near: 'failure', far: 'failure' })
  run.told()
  await run.act(() => takeLabelOff(run, repository))
  await expect(run.told()).toMatchFileSnapshot(golden())
})
