import { afterAll, beforeAll, expect, it } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { RequiredCheck } from '../../../src/domain/checks/contract.ts'
import { baseChecks } from '../../../src/stages/verify/base/base-checks.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { aStatusApp, type StatusApp } from '../worlds/status-app.ts'

/** Other CI systems, which set commit statuses; read through the real adapter. */
let stage: EmbeddedStage
let number = 0

beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterAll(() => stage.close())

it('V39: a success by another account does not hide the failure of who sets it on the base', async () => {
  const [ci, mallory] = [await aStatusApp(stage, 'real-ci'), await aStatusApp(stage, 'mallory')]
  const { set, verdict } = await candidate({})
  await set('base', ci, 'success')
  await set('head', ci, 'failure')
  await set('head', mallory, 'success')
  expect(await verdict()).toMatchObject({
    state: 'failed',
    checks: [{ verdict: 'failed', reason: 'failed' }],
  })
  await set('head', ci, 'success')
  expect((await verdict()).state).toBe('passed')
})

it('V39: where the base shows nobody, several are said and the worst counts', async () => {
  const [ci, mallory] = [await aStatusApp(stage, 'some-ci'), await aStatusApp(stage, 'eve')]
  const { set, verdict } = await candidate({})
  await set('head', ci, 'failure')
  await set('head', mallory, 'success')
  expect(await verdict()).toMatchObject({
    state: 'failed',
    checks: [{ reason: 'failed (set by `eve[bot]` and `some-ci[bot]`; the worst counts)' }],
  })
})

it('V40: a status that is pinned to the App which sets it passes, and nobody else can set it', async () => {
  const [ci, mallory] = [await aStatusApp(stage, 'pinned-ci'), await aStatusApp(stage, 'other')]
  const { set, verdict } = await candidate({ appId: ci.id })
  await set('head', mallory, 'success')
  expect(await verdict()).toMatchObject({
    state: 'failed',
    checks: [{ verdict: 'unverified', reason: 'was set by another app than the one required' }],
  })
  await set('head', ci, 'success')
  expect(await verdict()).toMatchObject({ state: 'passed', checks: [{ verdict: 'passed' }] })
  await set('head', mallory, 'failure')
  expect((await verdict()).state).toBe('passed')
})

/** A draft of the app on a base of its own; `ci` is required of it. */
async function candidate(pinned: Partial<RequiredCheck>) {
  number += 1
  const { forge, repository: ref } = stage
  const base = await stage.commitToMain('base.txt', `${number}\n`)
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
  const contract = { checks: [aCheck('ci', pinned)], fingerprint: 'f' }
  return {
    set: async (at: 'base' | 'head', { client }: StatusApp, state: 'success' | 'failure') => {
      const sha = at === 'base' ? base : head
      await client.repos.createCommitStatus({ ...ref, sha, context: 'ci', state })
    },
    verdict: async () => {
      const facts = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }], base })
      const pullRequest = facts?.candidates[0]?.pullRequest
      if (!facts || !pullRequest) throw new Error('no pull request')
      const now = new Date(Date.now() + 2_000).toISOString()
      const onBase = { contract, observations: facts.base?.observations ?? [], startedAt: now }
      const known = { redOnBase: redOnBase(onBase), baseChecks: baseChecks(onBase) }
      return verify({ contract, pullRequest, publishedAt: now, now, ...known })
    },
  }
}
