import { expect, it } from 'vitest'
import type { Rerun } from '../../../src/domain/checks/rerun.ts'
import { rerunCheck } from '../../../src/effects/workflow/rerun-check.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../builders/story.ts'
import { createFakeForge } from '../../fakes/forge/fake-forge.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

const rerun: Rerun = {
  candidate: 'one',
  check: 'test',
  head: commitOf('one'),
  workflowRunId: 7,
  jobId: 71,
  attempt: 1,
  first: { checkRunId: 71, conclusion: 'failure', detail: '2 of 214' },
  askedAt: NOW,
}

async function asked(error?: Error) {
  const fake = createFakeForge()
  const store = createMemoryStore()
  const speculation = aSpeculation()
  await store.insertSpeculation(speculation)
  if (error) fake.failNext('rerunJobs', 'before', error)
  const again = () =>
    rerunCheck({ do: 'rerun-check', candidate: 'one', reruns: [rerun] }, speculation, {
      store,
      forge: fake.forge,
    })
  const failure = await again().catch((caught: unknown) => caught)
  const reruns = async () => (await store.latestSpeculation(speculation.issue))?.reruns
  const reported = async () => renderWhy((await store.auditLog(speculation.id)).entries, 'one', 200)
  return { failure, reruns, again, reported }
}

it('keeps the first outcome and that GitHub runs the job again', async () => {
  const { reruns, reported } = await asked()
  expect(await reruns()).toEqual([{ ...rerun, answer: { kind: 'started' } }])
  expect(await reported()).toMatch(
    /"test" of one ended with failure \(check run 71\): 2 of 214\n {2}it is to run/,
  )
  expect(await reported()).toContain('GitHub runs "test" of one a second time')
})

it.each([
  ['Resource not accessible by integration', 'the App lacks `actions: write`'],
  ['The permissions requested are not granted to this installation.', 'the App lacks `actions: write`'],
  [
    'Unable to retry this workflow run because it was created over a month ago',
    'GitHub refused it: `Unable to retry this workflow run because it was created over a month ago`',
  ],
])('keeps why GitHub will not: %s', async (message, reason) => {
  const { failure, reruns, reported } = await asked(new ForgeError('forbidden', message))
  expect(failure).toBeUndefined()
  expect(await reruns()).toEqual([{ ...rerun, answer: { kind: 'refused', reason } }])
  expect(await reported()).toContain('"test" of one could not be run a second time')
})

it.each(['unavailable', 'rate-limited'] as const)(
  'asks again after an outage, with the first outcome kept: %s',
  async (kind) => {
    const { failure, reruns, again } = await asked(new ForgeError(kind, 'later'))
    expect(failure).toMatchObject({ kind })
    expect(await reruns()).toEqual([rerun])
    await again()
    expect(await reruns()).toEqual([{ ...rerun, answer: { kind: 'started' } }])
  },
)
