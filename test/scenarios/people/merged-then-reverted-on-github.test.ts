import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { learn } from '../../../src/domain/learning/learn.ts'
import { runOverview } from '../../../src/domain/run/run-overview.ts'
import { runState } from '../../../src/messages/operator/run-state.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { replay } from '../../../src/stages/replay.ts'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })
const WAIT = { timeout: 120_000, interval: 100 }

let app: WholeApp
let maya: Octokit
beforeAll(async () => {
  app = await aWholeApp({ isTold: true })
  // Nothing is found by looking: what wakes the run is the push that GitHub tells of.
  await app.start({ sweepMs: 3_600_000 })
  const { token } = await app.stage.github.admin.createUser('maya')
  maya = new Octokit({ auth: token, baseUrl: app.stage.github.apiUrl })
})
afterAll(() => app.close())

const here = () => app.stage.repository

/** What the button does: a branch whose one commit has the tree from before the merge, and a pull request that says what it reverts. */
async function revert(merged: string, number: number): Promise<number> {
  const { data: commit } = await maya.rest.git.getCommit({ ...here(), commit_sha: merged })
  const { data: before } = await maya.rest.git.getCommit({
    ...here(),
    commit_sha: commit.parents[0]?.sha ?? '',
  })
  const { data: made } = await maya.rest.git.createCommit({
    ...here(),
    message: `Revert "Fix it"\n\nThis reverts commit ${merged}.`,
    tree: before.tree.sha,
    parents: [merged],
  })
  const head = `revert-${number}`
  await maya.rest.git.createRef({ ...here(), ref: `refs/heads/${head}`, sha: made.sha })
  const body = `Reverts ${here().owner}/${here().repo}#${number}`
  const { data } = await maya.rest.pulls.create({
    ...here(),
    title: 'Revert "Fix it"',
    body,
    head,
    base: 'main',
  })
  return data.number
}

it('what is merged and then reverted is told so everywhere, with what did it', async () => {
  const issue = await app.labelledIssue()
  await expect.poll(() => app.drafts().length, WAIT).toBe(3)
  await app.checksSucceed()
  // Whether a status counts here is for other tests: a person chooses.
  await expect.poll(async () => (await app.run(issue))?.settledAt, WAIT).toBeDefined()
  await app.stage.comment(issue, '/speculate promote primary', 'maya')
  const winner = () => app.drafts().find(({ pull }) => !pull.draft)
  await expect.poll(() => winner() !== undefined, WAIT).toBe(true)
  await expect.poll(async () => (await app.run(issue))?.settledAt, WAIT).toBeDefined()
  const { number } = winner() ?? expect.unreachable('no winner')
  const merge = { ...here(), pull_number: number, merge_method: 'squash' as const }
  const { data: merged } = await maya.rest.pulls.merge(merge)
  await expect.poll(async () => (await app.run(issue))?.choices?.at(-1)?.kind, WAIT).toBe('merged')
  await expect.poll(async () => (await app.run(issue))?.settledAt, WAIT).toBeDefined()
  const reverting = await revert(merged.sha, number)
  // An open pull request that says so has reverted nothing.
  await app.stage.github.webhooksDelivered()
  expect(await app.run(issue)).not.toHaveProperty('reverts')
  await maya.rest.pulls.merge({ ...here(), pull_number: reverting })
  await expect
    .poll(async () => (await app.run(issue))?.reverts, WAIT)
    .toMatchObject([{ kind: 'reverted', pullRequest: reverting, by: 'maya', lines: { undone: 1, of: 1 } }])
  await expect.poll(async () => (await app.run(issue))?.settledAt, WAIT).toBeDefined()
  const run = (await app.run(issue)) ?? expect.unreachable('no run')
  const board = app.repository().comments.find((one) => one.issue === issue)?.body ?? ''
  expect(board).toContain(`\`maya\` reverted #${number} with #${reverting} (its only line) at`)
  expect(board).toContain('✗ **reverted**')
  expect(board).toMatch(/was chosen by a person, merged and then reverted/)
  expect(board).toContain(`A maintainer decides: #${number} was merged and then reverted; go on by hand, or`)
  expect(runState(runOverview({ speculation: run, attempts: [] }))).toContain(
    `maya reverted minimal-change with #${reverting}`,
  )
  const { entries } = await app.store().auditLog(run.id)
  expect(renderWhy(entries, undefined, 200)).toContain(
    `minimal-change: maya reverted it with #${reverting} (its only line)`,
  )
  expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  expect(learn([run], new Date().toISOString()).outcomes).toMatchObject({ reverted: 1, 'merged-unedited': 0 })
})
