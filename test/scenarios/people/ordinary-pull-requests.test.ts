import { Octokit } from '@octokit/rest'
import { systemClock } from '@speculate-dev/system'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OwnCheck } from '../../../src/domain/checks/own-check.ts'
import { passWhereRequired } from '../../../src/worker/pass-where-required.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { aWholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const name = { owner: 'acme', name: 'payments' }
const require = (github: EmbeddedStage['github'], context: string) =>
  github.admin.setRuleset(name, {
    name: 'main',
    branches: ['main'],
    checks: [{ context, integrationId: null }],
  })

/** What GitHub refuses is what is looked for. */
const QUIET = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

let stage: EmbeddedStage
let store: ReturnType<typeof createMemoryStore>
let maya: Octokit
beforeEach(async () => {
  stage = await startEmbeddedStage()
  store = createMemoryStore()
  const { token } = await stage.github.admin.createUser('maya')
  maya = new Octokit({ auth: token, baseUrl: stage.github.apiUrl, log: QUIET })
})
afterEach(() => stage.close())

const pass = () => passWhereRequired(stage.forge, stage.repository, { store, clock: systemClock })
const checkRuns = () => stage.github.state.repositories[0]?.checkRuns ?? []
const checksOf = (head: string) =>
  checkRuns().flatMap((one) => (one.headSha === head ? [`${one.name}: ${one.conclusion}`] : []))
const merge = (pull_number: number) => maya.pulls.merge({ ...stage.repository, pull_number })

/** A commit as candidates have them: written by the App. */
async function candidateCommit(): Promise<string> {
  const pushed = await stage.push('objects', 'a.txt', 'by an agent\n')
  const { data } = await maya.git.getCommit({ ...stage.repository, commit_sha: pushed })
  const [parent] = data.parents
  const wanted = {
    tree: data.tree.sha,
    entries: undefined,
    parent: parent?.sha ?? '',
    message: 'A candidate',
  }
  return (await stage.forge.createCommit(stage.repository, wanted)).commit
}

async function pullOf(branch: string, sha: string): Promise<number> {
  await maya.git.createRef({ ...stage.repository, ref: `refs/heads/${branch}`, sha })
  return stage.openPullRequest(branch)
}

it('one that is none of a candidate can be merged where the branch requires the check, and says why', async () => {
  const head = await stage.push('mine', 'b.txt', 'b\n')
  const number = await stage.openPullRequest('mine')
  await require(stage.github, 'speculate')
  await expect(merge(number)).rejects.toThrow('Required status check "speculate" is expected')
  await pass()
  await pass()
  expect(checksOf(head)).toEqual(['speculate: neutral'])
  expect(checkRuns()[0]?.output).toMatchObject({ title: 'Not a candidate of Speculate: nothing to decide' })
  await merge(number)
})

it("a candidate's commit is never let through so, from whatever branch it is opened", async () => {
  const commit = await candidateCommit()
  const copied = await pullOf('copied', commit)
  await require(stage.github, 'speculate')
  await pass()
  expect(checksOf(commit)).toEqual([])
  // Once the run has said something of it, that stands for every pull request with this commit.
  const said = { title: 'Lost', summary: 'It has.', text: '', annotations: [], buttons: [] }
  const of = {
    head: commit,
    key: 'speculate/1.1/minimal-change a',
    existing: undefined as OwnCheck | undefined,
  }
  const checks = [{ ...said, ...of, conclusion: 'failure' as const }]
  await stage.forge.ensureCheckRuns(stage.repository, { repositoryId: stage.repositoryId, checkRuns: checks })
  await pass()
  expect(checksOf(commit)).toEqual(['speculate: failure'])
  await expect(merge(copied)).rejects.toThrow()
})

it('what somebody has pushed to the branch of a candidate is left to its run, and what has the check keeps it', async () => {
  const onBranch = await stage.push('speculate/7.1/minimal-change', 'c.txt', 'c\n')
  await stage.openPullRequest('speculate/7.1/minimal-change')
  const entered = await stage.push('entered', 'd.txt', 'd\n')
  await stage.openPullRequest('entered')
  const said = { title: 'Waits', summary: 'It does.', text: '', annotations: [], buttons: [] }
  const waiting = {
    ...said,
    head: entered,
    key: 'speculate/7.1/pr-9 a',
    existing: undefined,
    conclusion: undefined,
  }
  await stage.forge.ensureCheckRuns(stage.repository, {
    repositoryId: stage.repositoryId,
    checkRuns: [waiting],
  })
  await require(stage.github, 'speculate')
  await pass()
  expect(checksOf(onBranch)).toEqual([])
  expect(checksOf(entered)).toEqual(['speculate: null'])
})

it('where nothing requires it nobody gets one, and asking again costs two answers that GitHub does not count', async () => {
  const head = await stage.push('mine', 'b.txt', 'b\n')
  await stage.openPullRequest('mine')
  await require(stage.github, 'test')
  await pass()
  const before = stage.sent.length
  await pass()
  expect(checksOf(head)).toEqual([])
  expect(stage.sent.slice(before).map(({ status }) => status)).toEqual([304, 304])
})

it('a new one is told at once where the branch is known to require the check', async () => {
  const app = await aWholeApp({ isTold: true })
  await app.start()
  await require(app.stage.github, 'speculate')
  await passWhereRequired(app.stage.forge, app.stage.repository, { store: app.store(), clock: systemClock })
  const head = await app.stage.push('mine', 'b.txt', 'b\n')
  await app.stage.openPullRequest('mine')
  const checks = () => app.repository().checkRuns.filter(({ headSha }) => headSha === head)
  await expect
    .poll(() => checks().map(({ conclusion }) => conclusion), { timeout: 60_000 })
    .toEqual(['neutral'])
  await app.close()
})
