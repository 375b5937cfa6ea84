import { expect, it } from 'vitest'
import type { Step } from '../../src/domain/run/step.ts'
import { remembering, untilNothingComesLate } from '../../src/worker/back-off.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

const ISSUE = 'acme/payments#1'
const reply: Step = {
  do: 'ensure-comment',
  on: 1,
  marker: '<!-- speculate:refusal -->',
  body: 'Not now.',
  existing: undefined,
}

it('O21: for a minute after a reply had to be written again the first one may still come', async () => {
  const { context, pass } = aWorker()
  expect(await untilNothingComesLate(ISSUE, context)).toBe(0)
  await remembering(ISSUE, [reply], context, () => Promise.reject(new Error('GitHub does not answer')))
  pass(2_000)
  await remembering(ISSUE, [reply], context, async () => {})
  expect(await untilNothingComesLate(ISSUE, context)).toBe(60_000)
  pass(59_000)
  expect(await untilNothingComesLate(ISSUE, context)).toBe(1_000)
  pass(1_000)
  expect(await untilNothingComesLate(ISSUE, context)).toBe(0)
})

it('O21: what was written at once cannot come twice, and a clock that was set back makes no look wait longer', async () => {
  const { context, pass } = aWorker()
  await remembering(ISSUE, [reply], context, async () => {})
  expect(await untilNothingComesLate(ISSUE, context)).toBe(0)
  await remembering(ISSUE, [reply], context, async () => {})
  pass(-3_600_000)
  expect(await untilNothingComesLate(ISSUE, context)).toBe(60_000)
})

function aWorker() {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const context = { store: createMemoryStore(), clock: { now: () => now }, log: () => {} }
  return { context, pass: (ms: number) => (now += ms) }
}
