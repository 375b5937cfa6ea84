import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { pushBranch, repo, type Stage, setStage } from './support.ts'

const name = { owner: repo.owner, name: repo.repo }
const required = [
  { context: 'test', integrationId: null },
  { context: 'lint', integrationId: null },
]

let stage: Stage
let pull: { readonly pull_number: number; readonly head: string }
beforeEach(async () => {
  stage = await setStage()
  onTestFinished(() => stage.close())
  await stage.github.admin.createUser('writer')
  await stage.github.admin.setCollaborator(name, 'writer', 'write')
  await pushBranch(stage, 'fix', { 'src/retry.js': 'one\n' })
  const { data } = await stage.maintainer.pulls.create({ ...repo, title: 'Fix', head: 'fix', base: 'main' })
  pull = { pull_number: data.number, head: data.head.sha }
})

const merge = (client = stage.maintainer) =>
  client.pulls.merge({ ...repo, pull_number: pull.pull_number }).then(
    ({ status }) => status,
    (error: { status: number; message: string }) => `${error.status} ${error.message.split(' - ')[0]}`,
  )
const state = async () =>
  (await stage.maintainer.pulls.get({ ...repo, pull_number: pull.pull_number })).data.mergeable_state
const report = (check: string, conclusion: 'success' | 'failure') =>
  stage.bot.checks.create({ ...repo, name: check, head_sha: pull.head, status: 'completed', conclusion })

describe('R15: a ruleset that requires checks', () => {
  beforeEach(() =>
    stage.github.admin.setRuleset(name, { name: 'main', branches: ['~DEFAULT_BRANCH'], checks: required }),
  )

  it('lets nobody merge before all have passed', async () => {
    expect(await merge()).toBe('405 2 of 2 required status checks have not succeeded.')
    await report('test', 'success')
    expect(await merge()).toBe('405 Required status check "lint" is expected.')
    await report('lint', 'failure')
    expect(await merge()).toBe('405 Required status check "lint" is failing.')
    expect(await state()).toBe('blocked')
    await stage.maintainer.repos.createCommitStatus({
      ...repo,
      sha: pull.head,
      context: 'lint',
      state: 'success',
    })
    expect(await merge()).toBe(200)
  })

  it('counts a check of the App that it names alone', async () => {
    const checks = [{ context: 'test', integrationId: stage.app.id + 1 }]
    await stage.github.admin.setRuleset(name, { name: 'main', branches: ['main'], checks })
    await report('test', 'success')
    expect(await merge()).toBe('405 Required status check "test" is expected.')
  })
})

it('R15: classic protection keeps out everybody but administrators', async () => {
  await stage.github.admin.setBranchProtection(name, 'main', required)
  const { token } = await stage.github.admin.createUser('writer')
  expect(await merge(stage.client(token))).toBe('405 2 of 2 required status checks have not succeeded.')
  expect(await merge(stage.bot)).toBe('405 2 of 2 required status checks have not succeeded.')
  expect(await merge()).toBe(200)
})

it('R15: a check that nothing requires keeps nobody out, and is told', async () => {
  expect(await state()).toBe('clean')
  await report('docs', 'failure')
  expect(await state()).toBe('unstable')
  expect(await merge()).toBe(200)
})
