import { afterAll, beforeAll, expect, it } from 'vitest'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

it('R14: who may do the work is assigned, others are left out, and the App hears of each', async () => {
  const { data: issue } = await stage.maintainer.issues.create({
    ...repo,
    title: 'Work',
    assignees: ['acme', 'stranger'],
  })
  const issue_number = issue.number
  const named = { ...repo, issue_number, assignees: ['acme'] }
  expect((await stage.maintainer.issues.removeAssignees(named)).data.assignees).toEqual([])
  expect((await stage.bot.issues.addAssignees(named)).data.assignees).toMatchObject([{ login: 'acme' }])
  await stage.github.webhooksDelivered()
  const heard = stage.hooks.received.filter(({ payload }) => payload.assignee)
  expect(heard.map(({ payload }) => [payload.action, payload.assignee.login])).toEqual([
    ['assigned', 'acme'],
    ['unassigned', 'acme'],
    ['assigned', 'acme'],
  ])
  const { data: events } = await stage.bot.issues.listEvents({ ...repo, issue_number })
  expect(events.map(({ event }) => event)).toEqual(['assigned', 'unassigned', 'assigned'])
})

it('R14: assignees of somebody who may not triage are dropped in silence', async () => {
  const { data } = await stage.stranger.issues.create({ ...repo, title: 'Hope', assignees: ['acme'] })
  expect(data.assignees).toEqual([])
})

it('R14: a rebase that conflicts is refused', async () => {
  await pushBranch(stage, 'ours', { 'src/retry.js': 'one\ntwo\nfour\n' })
  await pushBranch(stage, 'theirs', { 'src/retry.js': 'one\ntwo\nfive\n' })
  const open = async (head: string) =>
    (await stage.maintainer.pulls.create({ ...repo, title: head, head, base: 'main' })).data.number
  const [ours, theirs] = [await open('ours'), await open('theirs')]
  const rebase = (pull_number: number) =>
    stage.maintainer.pulls.merge({ ...repo, pull_number, merge_method: 'rebase' })
  expect((await rebase(ours)).data.merged).toBe(true)
  await expect(rebase(theirs)).rejects.toMatchObject({ status: 405 })
})
