import { Octokit } from '@octokit/rest'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, expect, it } from 'vitest'
import { aCountedRun, type CountedRun } from '../worlds/counted/a-counted-run.ts'
import { CANDIDATES } from '../worlds/counted/run-to-the-end.ts'

const SETTINGS = 'speculation:\n  default_parallelism: 3\ncheck_run:\n  losers: failure\n'
const open: CountedRun[] = []

afterEach(async () => {
  for (const run of open.splice(0)) await run.close()
})

/** The branch requires the check of the App, by its name and by its id. */
async function aRequiringBranch() {
  const run = await aCountedRun({ settings: SETTINGS })
  open.push(run)
  const { admin } = run.stage.github
  const name = { owner: run.stage.repository.owner, name: run.stage.repository.repo }
  const integrationId = run.stage.credentials.appId
  await admin.setRuleset(name, {
    name: 'main',
    branches: ['main'],
    checks: [{ context: 'speculate', integrationId }],
  })
  const { token } = await admin.createUser('maya')
  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  const maya = new Octokit({ auth: token, baseUrl: run.stage.github.apiUrl, log: quiet })
  const repository = () => run.stage.github.state.repositories[0] ?? expect.unreachable('no repository')
  const draftOf = (candidate: string) =>
    repository()
      .issues.filter(isPullRequest)
      .find(({ pull }) => pull.head.ref.endsWith(`/${candidate}`)) ?? expect.unreachable('no draft')
  const checkOf = (candidate: string) => {
    const { sha } = draftOf(candidate).pull.head
    return repository().checkRuns.findLast(({ name, headSha }) => name === 'speculate' && headSha === sha)
  }
  const merge = (candidate: string) =>
    maya.rest.pulls
      .merge({ ...run.stage.repository, pull_number: draftOf(candidate).number })
      .then(() => 'merged')
      .catch((error: Error) => error.message)
  const endChecks = async () => {
    for (const id of CANDIDATES) {
      const conclusion = id === 'pattern-extraction' ? 'failure' : 'success'
      await run.checks.endJob(id, 0, conclusion)
      await run.checks.endRun(id, conclusion)
    }
    await run.settle()
    await run.passTime(30_000)
  }
  const press = async (candidate: string, identifier: string, login: string) => {
    await admin.pressButton(name, { checkRun: checkOf(candidate)?.id ?? 0, identifier, login })
    await run.settle()
    await run.passTime(1_000)
  }
  return { ...run, maya, draftOf, checkOf, merge, endChecks, press }
}

it('a branch that requires the check lets nobody through before the verdict, and then the winner alone', async () => {
  const run = await aRequiringBranch()
  await run.label()
  await run.settle()
  // Of new drafts it looks what has come of them.
  await run.passTime(6_000)
  expect(run.checkOf('minimal-change')).toMatchObject({ status: 'in_progress', conclusion: null })
  const ready =
    'mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }'
  const { data } = await run.maya.rest.pulls.get({
    ...run.stage.repository,
    pull_number: run.draftOf('refactor-heavy').number,
  })
  await run.maya.graphql(ready, { id: data.node_id })
  expect(await run.merge('refactor-heavy')).toContain('Required status check "speculate" is expected.')
  await run.endChecks()
  const { decision } = (await run.store.latestSpeculation(run.issue))?.verdict ?? {}
  expect(decision).toMatchObject({ kind: 'promote' })
  expect((await run.store.latestSpeculation(run.issue))?.contract.checks.map(({ name }) => name)).toEqual([
    'test',
  ])
  expect(run.checkOf('pattern-extraction')).toMatchObject({ status: 'completed', conclusion: 'failure' })
  const winner = decision?.kind === 'promote' ? decision.candidate : ''
  expect(run.checkOf(winner)).toMatchObject({ status: 'completed', conclusion: 'success' })
  expect(await run.merge(winner)).toBe('merged')
})

it('its buttons reach the app by their webhook: a stranger is refused, and a maintainer has another one promoted', async () => {
  const run = await aRequiringBranch()
  await run.label()
  await run.settle()
  await run.endChecks()
  const shown = run.checkOf('pattern-extraction')
  expect(shown?.actions?.map(({ identifier }) => identifier)).toEqual(['promote'])
  await run.press('pattern-extraction', 'promote', 'stranger')
  expect(run.checkOf('pattern-extraction')?.conclusion).toBe('failure')
  await run.press('pattern-extraction', 'promote', 'maya')
  expect(run.checkOf('pattern-extraction')).toMatchObject({ conclusion: 'success' })
  expect(run.draftOf('pattern-extraction')).toMatchObject({ state: 'open', pull: { draft: false } })
  const { commands } = (await run.store.latestSpeculation(run.issue)) ?? {}
  expect(commands?.map(({ by, role, answer }) => [by, role, answer.kind])).toEqual([
    ['stranger', 'read', 'refused'],
    ['maya', 'write', 'promoted'],
  ])
  expect(await run.merge('pattern-extraction')).toBe('merged')
})
