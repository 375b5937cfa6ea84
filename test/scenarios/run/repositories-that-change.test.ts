import { Octokit } from '@octokit/rest'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
const SETTINGS = 'verifier:\n  checks: [test]\n'
const WAIT = { timeout: 60_000, interval: 100 }

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
  await stage.label(await stage.openIssue({ title: 'Fix it', body: 'Do.' }), TRIGGER_LABEL)
  await start()
  await expect.poll(() => drafts().length, WAIT).toBe(3)
})
afterEach(async () => {
  await app.close()
  await stage.close()
  logged.length = 0
})

async function start() {
  const toolchain = shellToolchain('echo "export const fixed = true" > fixed.js')
  app = await startApp(stage, { directory, toolchain, log: (message) => logged.push(message), sweepMs: 300 })
}

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

const name = () => ({ owner: stage.repository.owner, name: stage.repository.repo })
const drafts = () => repository().issues.filter(isPullRequest)
const run = () => app.store.latestSpeculation({ ...stage.repository, number: 1 })

async function judged() {
  for (const { pull } of drafts())
    await stage.report(pull.head.sha, { kind: 'status', name: 'test', conclusion: 'success' })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
}

it('O16: a run whose repository is archived ends, says so once, is left alone, and is tidied up once that is over', async () => {
  await stage.github.admin.setArchived(name(), true)
  await expect.poll(() => logged.join('\n'), WAIT).toContain('the repository is archived')
  expect((await run())?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
  const openNow = () => app.store.openIssues(new Date().toISOString())
  await expect.poll(openNow, WAIT).toEqual([])
  await stage.github.admin.setArchived(name(), false)
  await app.store.putOffLook((await run())?.id ?? '', new Date(0).toISOString())
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  expect(drafts().map(({ state }) => state)).toEqual(['closed', 'closed', 'closed'])
  expect(logged.filter((line) => line.includes('the repository is archived'))).toHaveLength(1)
})

it('O16: a run whose repository becomes private goes on', async () => {
  await stage.github.admin.setPrivate(name(), true)
  await judged()
  expect(drafts()).toHaveLength(3)
})

it('O16: a run whose default branch is renamed goes on, and its drafts follow', async () => {
  await stage.github.admin.renameBranch(name(), 'main', 'trunk')
  await judged()
  expect(drafts().map(({ pull }) => pull.base.ref)).toEqual(['trunk', 'trunk', 'trunk'])
  expect((await run())?.verdict?.decision).not.toMatchObject({ cause: 'withdrawn' })
  expect((await run())?.verdict?.scoreboard.rows.map(({ left }) => left)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

it('O16: a run whose base branch is deleted ends, and says so on the issue', async () => {
  const { token } = await stage.github.admin.createUser('acme')
  const owner = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const { data } = await owner.rest.git.getRef({ ...stage.repository, ref: 'heads/main' })
  await owner.rest.git.createRef({ ...stage.repository, ref: 'refs/heads/trunk', sha: data.object.sha })
  repository().defaultBranch = 'trunk'
  await owner.rest.git.deleteRef({ ...stage.repository, ref: 'heads/main' })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  const board = repository().comments.find(({ issue }) => issue === 1)?.body
  expect((await run())?.verdict?.decision.kind).toBe('escalate')
  // Which of the two is seen first depends on when it is looked at.
  expect(board).toMatch(/it was closed by `acme` before the verdict|base branch `main` was deleted/)
})
