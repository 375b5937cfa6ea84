import { Octokit } from '@octokit/rest'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
const SETTINGS = 'verifier:\n  checks: [test]\n'
const WAIT = { timeout: 200_000, interval: 300 }

let stage: EmbeddedStage
let directory: string
let app: Speculate
const logged: string[] = []

/** No webhook ever arrives: what happens is found by looking. */
beforeEach(async () => {
  directory = await temporaryFolder()
  stage = await startEmbeddedStage()
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
})
afterEach(async () => {
  await app.close()
  await stage.close()
  logged.length = 0
})

async function start() {
  const toolchain = shellToolchain('echo "export const fixed = true" > fixed.js')
  app = await startApp(stage, { directory, toolchain, log: (message) => logged.push(message) })
}

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

const drafts = () => repository().issues.filter(isPullRequest)

async function labelled(): Promise<number> {
  const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
  await stage.label(number, TRIGGER_LABEL)
  return number
}

async function asOwner() {
  const { token } = await stage.github.admin.createUser('acme')
  return new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
}

async function nodeOf(octokit: Octokit, number: number): Promise<string> {
  const { owner, repo } = stage.repository
  return (await octokit.rest.issues.get({ owner, repo, issue_number: number })).data.node_id
}

const DELETE = 'mutation ($issueId: ID!) { deleteIssue(input: { issueId: $issueId }) { clientMutationId } }'
const TRANSFER = `mutation ($issueId: ID!, $repositoryId: ID!) {
  transferIssue(input: { issueId: $issueId, repositoryId: $repositoryId }) { issue { number } }
}`

async function remove(number: number, way: string): Promise<void> {
  const octokit = await asOwner()
  const issueId = await nodeOf(octokit, number)
  if (way === 'deleted') return void (await octokit.graphql(DELETE, { issueId }))
  const { owner } = stage.repository
  await stage.github.admin.createRepository({
    owner,
    name: 'other',
    source: { directory: import.meta.dirname },
  })
  if (way === 'transferred to where the App is, too') {
    const [{ id } = { id: 0 }] = stage.github.state.apps.slice(-1)
    await stage.github.admin.installApp(id, owner, ['other'])
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
    const number = await labelled()
    await start()
    await expect.poll(() => drafts().length, WAIT).toBe(3)
    await remove(number, way)
    const { owner, repo } = stage.repository
    const octokit = await asOwner()
    const asked = octokit.rest.issues.get({ owner, repo, issue_number: number })
    expect(
      await asked.then(
        ({ status }) => status,
        ({ status }) => status,
      ),
    ).toBe(answer)

    await expect.poll(() => drafts().map(({ state }) => state), WAIT).toEqual(['closed', 'closed', 'closed'])
    const issue = { ...stage.repository, number }
    await expect.poll(async () => (await app.store.latestSpeculation(issue))?.settledAt, WAIT).toBeDefined()
    const run = await app.store.latestSpeculation(issue)
    expect(run?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
    for (const draft of drafts()) {
      const said = repository().comments.filter((comment) => comment.issue === draft.number)
      expect(said.map(({ body }) => body).join()).toContain('deleted or moved to another repository')
    }
    expect(await app.store.openIssues(new Date().toISOString())).toEqual([])
  },
)

it('V10: a run on an issue whose conversation is locked goes on, and the log says what could not be said', async () => {
  const number = await labelled()
  const octokit = await asOwner()
  const { owner, repo } = stage.repository
  await octokit.rest.issues.lock({ owner, repo, issue_number: number })
  await start()
  await expect.poll(() => drafts().length, WAIT).toBe(3)
  await expect.poll(() => logged.join(), WAIT).toContain('a comment was refused')
  expect(repository().comments.filter(({ issue }) => issue === number)).toEqual([])
})
