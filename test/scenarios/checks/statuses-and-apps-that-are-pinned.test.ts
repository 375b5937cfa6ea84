import { afterAll, beforeAll, expect, it } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { readContractInputs } from '../../../src/snapshot/read-contract-inputs.ts'
import { contractChecks } from '../../../src/stages/plan/contract/contract-checks.ts'
import { baseChecks } from '../../../src/stages/verify/base/base-checks.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { aStatusApp, type StatusApp } from '../worlds/status-app.ts'

/** Statuses and check runs of other Apps, required by real rules of the branch. */
let stage: EmbeddedStage
let number = 0

beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterAll(() => stage.close())

it('V39, varied: pending by the real CI is waited for, whatever somebody else says before and after it', async () => {
  const [ci, eve] = [await aStatusApp(stage, 'wait-ci'), await aStatusApp(stage, 'wait-eve')]
  const { set, verdict } = await candidate([{ context: 'build', integrationId: null }])
  await set('base', ci, 'build', 'success')
  await set('head', eve, 'build', 'success')
  await set('head', ci, 'build', 'pending')
  await set('head', eve, 'build', 'success')
  expect((await verdict()).state).toBe('pending')
  await set('head', ci, 'build', 'error')
  await set('head', eve, 'build', 'success')
  expect((await verdict()).state).toBe('failed')
})

it('V39, varied: of two contexts each has its own creator, and neither may speak for the other', async () => {
  const [lint, unit] = [await aStatusApp(stage, 'lint-ci'), await aStatusApp(stage, 'unit-ci')]
  const { set, verdict } = await candidate([
    { context: 'ci/lint', integrationId: null },
    { context: 'ci/unit', integrationId: null },
  ])
  await set('base', lint, 'ci/lint', 'success')
  await set('base', unit, 'ci/unit', 'failure')
  await set('head', lint, 'ci/lint', 'success')
  await set('head', lint, 'ci/unit', 'success')
  expect((await verdict()).state).not.toBe('passed')
  await set('head', unit, 'ci/unit', 'success')
  expect((await verdict()).state).toBe('passed')
})

it('V40, varied: pinned by a ruleset to the App that posts it, beside one that anybody may post', async () => {
  const [ci, other] = [await aStatusApp(stage, 'ruled-ci'), await aStatusApp(stage, 'ruled-other')]
  const { set, verdict } = await candidate([
    { context: 'deploy/preview', integrationId: ci.id },
    { context: 'licence', integrationId: null },
  ])
  await set('head', other, 'licence', 'success')
  await set('head', other, 'deploy/preview', 'success')
  expect((await verdict()).state).not.toBe('passed')
  await set('head', ci, 'deploy/preview', 'success')
  await set('head', other, 'deploy/preview', 'failure')
  expect(await verdict()).toMatchObject({
    state: 'passed',
    checks: [{ verdict: 'passed' }, { verdict: 'passed' }],
  })
  await set('head', ci, 'deploy/preview', 'failure')
  expect((await verdict()).state).toBe('failed')
})

it('V40, varied: the App that is pinned may post a check run as well as a status', async () => {
  const ci = await aStatusApp(stage, 'both-ci')
  const { set, run, verdict } = await candidate([
    { context: 'as-run', integrationId: ci.id },
    { context: 'as-status', integrationId: ci.id },
  ])
  await run(ci, 'as-run')
  await set('head', ci, 'as-status', 'success')
  expect((await verdict()).state).toBe('passed')
})

/** A draft on a base of its own, under a ruleset that requires the checks. */
async function candidate(checks: readonly { context: string; integrationId: number | null }[]) {
  number += 1
  const { forge, repository: ref } = stage
  const base = await stage.commitToMain('base.txt', `${number}\n`)
  await stage.github.admin.setRuleset(
    { owner: ref.owner, name: ref.repo },
    { name: 'rules', branches: ['main'], checks },
  )
  const issue = { ...ref, number: await stage.openIssue({ title: `${number}`, body: 'x' }) }
  const branch = candidateBranch(issue, 1, 'one')
  const head = await stage.push(branch, 'a.txt', `${number}\n`)
  await forge.ensureDraft(ref, {
    repositoryId: stage.repositoryId,
    branch,
    base: 'main',
    title: 'One',
    body: 'x',
  })
  return {
    set: async (
      at: 'base' | 'head',
      { client }: StatusApp,
      context: string,
      state: 'success' | 'failure' | 'error' | 'pending',
    ) => {
      const sha = at === 'base' ? base : head
      await client.repos.createCommitStatus({ ...ref, sha, context, state })
    },
    run: ({ client }: StatusApp, name: string) =>
      client.checks.create({ ...ref, name, head_sha: head, status: 'completed', conclusion: 'success' }),
    verdict: async () => {
      const facts = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }], base })
      const pullRequest = facts?.candidates[0]?.pullRequest
      if (!facts || !pullRequest) throw new Error('no pull request')
      const { settings, ...inputs } = await readContractInputs(forge, issue, facts.repository)
      if (!settings.ok) throw new Error('no settings')
      const required = [...contractChecks({ ...inputs, settings: settings.value })]
      const contract = { checks: required, fingerprint: '' }
      const now = new Date(Date.now() + 2_000).toISOString()
      const onBase = { contract, observations: facts.base?.observations ?? [], startedAt: now }
      const known = { redOnBase: redOnBase(onBase), baseChecks: baseChecks(onBase) }
      return verify({ contract, pullRequest, publishedAt: now, now, ...known })
    },
  }
}
