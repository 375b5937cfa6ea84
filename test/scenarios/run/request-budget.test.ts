import { expect, it } from 'vitest'
import { aCountedRun } from '../worlds/counted/a-counted-run.ts'
import { isCreation, isOfApp, isWrite } from '../worlds/counted/counted-requests.ts'
import { CANDIDATES, runToTheEnd } from '../worlds/counted/run-to-the-end.ts'

const TOGETHER = 'speculation:\n  default_parallelism: 3\n'
const REVIEWED = `${TOGETHER}  adversarial_review:\n    enabled: true\n`

it.each([
  ['three candidates', { settings: TOGETHER }, { all: 53, facts: 8, writes: 26, creations: 8 }],
  [
    'three candidates with two reviewers each',
    { settings: REVIEWED, toolchains: ['one', 'two', 'three'] },
    { all: 64, facts: 11, writes: 34, creations: 14 },
  ],
])(
  'O1, E13: %s, of which one is promoted, cost no more than so many requests',
  async (_name, options, most) => {
    const run = await aCountedRun(options)
    await runToTheEnd(run)
    const speculation = await run.store.latestSpeculation(run.issue)
    await run.close()
    expect(speculation?.verdict?.decision.kind).toBe('promote')
    expect(speculation?.settledAt).toBeDefined()
    const requests = run.requests.filter((one) => !isOfApp(one))
    expect(requests.length).toBeLessThanOrEqual(most.all)
    const facts = requests.filter(({ operation }) => operation === 'query Facts')
    expect(facts.length).toBeLessThanOrEqual(most.facts)
    expect(requests.filter(isWrite).length).toBeLessThanOrEqual(most.writes)
    expect(requests.filter(isCreation).length).toBeLessThanOrEqual(most.creations)
  },
)

it('O1: 360 events of 40 checks for each of three drafts, which end within 40 seconds, are looked at no more than 15 times', async () => {
  const names = Array.from({ length: 40 }, (_, place) => `check-${place}`)
  const run = await aCountedRun({ settings: TOGETHER, jobs: names })
  await run.label()
  await run.settle()
  const before = run.looks()
  for (const place of names.keys()) {
    for (const candidate of CANDIDATES) await run.checks.endJob(candidate, place)
    await run.passTime(1_000)
  }
  for (const candidate of CANDIDATES) await run.checks.endRun(candidate)
  await run.passTime(10_000)
  const looks = run.looks() - before
  const speculation = await run.store.latestSpeculation(run.issue)
  await run.close()
  expect(speculation?.verdict?.decision.kind).toBe('promote')
  expect(speculation?.settledAt).toBeDefined()
  expect(looks).toBeLessThanOrEqual(15)
})

it('O4: what concerns nobody costs nothing: ten comments on an issue without our label, and a label of others', async () => {
  const run = await aCountedRun()
  for (let n = 0; n < 10; n += 1) await run.stage.comment(run.issue.number, `Me too, ${n}.`)
  await run.stage.label(run.issue.number, 'bug')
  await run.settle()
  await run.close()
  expect(run.looks()).toBe(0)
  expect(run.requests).toEqual([])
})
