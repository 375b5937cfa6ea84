import type { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const WAIT = { timeout: 200_000, interval: 300 }

let world: WholeApp
beforeEach(async () => {
  world = await aWholeApp()
})
afterEach(() => world.close())

async function nodeOf(octokit: Octokit, number: number): Promise<string> {
  const { owner, repo } = world.stage.repository
  return (await octokit.rest.issues.get({ owner, repo, issue_number: number })).data.node_id
}

const DELETE = 'mutation ($issueId: ID!) { deleteIssue(input: { issueId: $issueId }) { clientMutationId } }'
const TRANSFER = `mutation ($issueId: ID!, $repositoryId: ID!) {
  transferIssue(input: { issueId: $issueId, repositoryId: $repositoryId }) { issue { number } }
}`

async function remove(number: number, way: string): Promise<void> {
  const { stage } = world
  const octokit = await world.asOwner()
  const issueId = await nodeOf(octokit, number)
  if (way === 'deleted') return void (await octokit.graphql(DELETE, { issueId }))
  const { owner } = stage.repository
  await stage.github.admin.createRepository({
    owner,
    name: 'other',
    source: { directory: import.meta.dirname },
  })
  if (way === 'transferred to where the App is, too') {
    await stage.github.admin.installApp(stage.credentials.appId, owner, ['other'])
  }
  const target = await octokit.rest.repos.get({ owner, repo: 'other' })
  await octokit.graphql(TRANSFER, { issueId, repositoryId: target.data.node_id })
}

it.each([
  ['deleted', 410],
  ['transferred to where the App is not', 200],
  ['transferred to where the App is, too', 200],
])(
  'V10: an issue that is %s while its drafts are judged ends its run, and is not looked at again',
  async (way, answer) => {
    const { stage, repository, drafts, store } = world
    const number = await world.labelledIssue()
    await world.start()
    await expect.poll(() => drafts().length, WAIT).toBe(3)
    await remove(number, way)
    const { owner, repo } = stage.repository
    const octokit = await world.asOwner()
    const asked = octokit.rest.issues.get({ owner, repo, issue_number: number })
    expect(
      await asked.then(
        ({ status }) => status,
        ({ status }) => status,
      ),
    ).toBe(answer)

    await expect.poll(() => drafts().map(({ state }) => state), WAIT).toEqual(['closed', 'closed', 'closed'])
    await expect.poll(async () => (await world.run(number))?.settledAt, WAIT).toBeDefined()
    const run = await world.run(number)
    expect(run?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
    for (const draft of drafts()) {
      const said = repository().comments.filter((comment) => comment.issue === draft.number)
      expect(said.map(({ body }) => body).join()).toContain('deleted or moved to another repository')
    }
    await expect.poll(() => store().openIssues(new Date().toISOString()), WAIT).toEqual([])
  },
)

it('V10: a run on an issue whose conversation is locked goes on, and the log says what could not be said', async () => {
  const { stage, repository, drafts, logged } = world
  const number = await world.labelledIssue()
  const octokit = await world.asOwner()
  const { owner, repo } = stage.repository
  await octokit.rest.issues.lock({ owner, repo, issue_number: number })
  await world.start()
  await expect.poll(() => drafts().length, WAIT).toBe(3)
  await expect.poll(() => logged.join(), WAIT).toContain('a comment was refused')
  expect(repository().comments.filter(({ issue }) => issue === number)).toEqual([])
})
