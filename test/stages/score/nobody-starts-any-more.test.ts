import { describe, expect, it } from 'vitest'
import { Settings } from '../../../src/domain/settings.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { rowsOf } from './rows-of.ts'

describe('what nobody starts any more', () => {
  const spent = {
    settings: Settings.parse({ budget: { speculation: { tokens: 10_000 } } }),
  }
  const words = 'the budget of this run is spent (9,900 tokens; the limit is 10,000 tokens)'
  const used = anAttempt('one', { grant: {}, charged: { seconds: 3, tokens: 9_900 } })
  const interrupted = anAttempt('two', {
    outcome: { kind: 'failure', failure: 'interrupted', detail: '', usage: { seconds: 0 } },
    charged: {},
  })

  it('was not started for the budget, or not again', () => {
    const row = rowsOf({ attempts: [used, interrupted], known: spent })
    expect(row('three')).toMatchObject({
      phase: 'judged',
      result: 'reject',
      unstarted: 'budget',
      gates: [{ gate: 'budget', reason: `was not started: ${words}` }],
      reason: `was not started: ${words}`,
    })
    expect(row('two').reason).toBe(`was not started again: ${words}`)
    expect(row('two')).not.toHaveProperty('unstarted')
  })

  it('is not what has begun: it is waited for', () => {
    const attempts = [
      used,
      aRunningAttempt('two', { charged: {} }),
      aRunningAttempt('three', { status: 'queued', charged: {} }),
    ]
    const row = rowsOf({ attempts, known: spent })
    expect([row('two').reason, row('three').reason]).toEqual([
      '`scripted` is writing its patch',
      'waits for its turn',
    ])
  })

  it('was not needed, before it was started or any more', () => {
    const row = rowsOf({ attempts: [anAttempt('one'), aRunningAttempt('two')], notNeeded: ['two', 'three'] })
    expect(row('two')).toMatchObject({
      phase: 'judged',
      result: 'reject',
      unstarted: 'not-needed',
      reason: 'was not needed any more: another one passed first',
    })
    expect(row('three').reason).toBe('was not needed: another one passed before it was started')
  })

  it('is told of a patch that could not be published in time', () => {
    const late = { candidates: [candidateFacts('one')], now: '2026-05-05T12:30:00.000Z' }
    expect(rowsOf(late)('one').reason).toBe('could not be published within 30 minutes')
  })

  it('are reviews, when the budget is spent: who was not asked abstains', () => {
    const plan = aSpeculation().plan
    const briefs = plan.briefs.map((brief, at) => ({
      ...brief,
      toolchain: ['codex', 'claude', 'gemini'][at] ?? '',
    }))
    const reviews = (budget: object) => ({
      settings: Settings.parse({ budget, speculation: { adversarial_review: { enabled: true } } }),
      plan: { ...plan, briefs },
    })
    const attempts = [used, anAttempt('two'), anAttempt('three')]
    expect(rowsOf({ attempts, known: reviews({ speculation: { tokens: 10_000 } }) })('one')).toMatchObject({
      result: 'hold',
      review: { by: [{ failure: 'budget-spent' }, { failure: 'budget-spent' }] },
    })
    expect(rowsOf({ attempts, known: reviews({}) })('one')).toMatchObject({
      result: 'waiting',
      phase: 'reviewing',
    })
  })
})
