import { describe, expect, it } from 'vitest'
import type { Amounts } from '../../../src/domain/run/budget.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { amountsText, dollars } from '../../../src/messages/reasons/budget.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import { effectiveGates } from '../../../src/stages/gates/gates.ts'
import { judge } from '../../../src/stages/judge.ts'
import { policyText } from '../../../src/stages/policies/policy-text.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

function scoreboardOf(settings: object, charged: Amounts): string {
  const speculation = aSpeculation({ settings: Settings.parse(settings) })
  const attempts = [anAttempt('one', { grant: {}, charged })]
  const candidates = [candidateFacts('one', aPullRequest('one', 21))]
  const { decision, scoreboard } = judge({ speculation, attempts, candidates, now: NOW })
  const policy = policyText(scoreboard, speculation.settings)
  const gates = effectiveGates(speculation.settings)
  return renderScoreboard({ speculation, scoreboard, decision, policy, gates, settled: true })
}

describe('a scoreboard with budgets', () => {
  it('says what was used of which limit, and what each candidate has cost', () => {
    const limits = { speculation: { tokens: 42_000, usd: 3, ci_minutes: 90 }, attempt: { usd: 1 } }
    const body = scoreboardOf({ budget: limits }, { seconds: 725, tokens: 41_800, usd: 1.256 })
    expect(body).toContain(
      '- used by this run: 12 min 5 s of agent time, 41,800 tokens (limit 42,000 tokens), $1.26 (limit $3.00) and 0 s of CI time (limit 1 h 30 min)\n',
    )
    expect(body).toContain('- one attempt: at most 20 min 0 s of agent time and $1.00\n')
    expect(body).toContain('- this repository: at most 24 h 0 min of agent time a day (UTC)\n')
    expect(body).toContain('| `one` | 12 min 5 s | 41,800 ($1.26) | — |')
    expect(body).toMatch(/\| not started \| `two` `alt1`/)
    expect(body).toContain('- `two` was not started: the budget of this run is spent')
  })

  it('says in sequential mode who was not needed and what that saved, by which arithmetic', () => {
    const body = scoreboardOf({ speculation: { sequential: true } }, { seconds: 60, tokens: 1_000 })
    expect(body).toMatch(/\| not needed \| `three` `alt2`/)
    expect(body).toContain(
      '> 2 candidates were not needed: about 2 min 0 s of agent time and 2,000 tokens saved, if each had cost as much as the one that ran.',
    )
    expect(body).toContain('- sequential: the next candidate starts only while nobody has passed\n')
  })
})

describe('amounts in words', () => {
  it.each([
    [0, '$0.00'],
    [1.005, '$1.00'],
    [12.5, '$12.50'],
    [0.004, '$0.004'],
    [0.0000004, '$0'],
  ])('writes %d dollars as %s', (amount, words) => {
    expect(dollars(amount)).toBe(words)
  })

  it('leaves out what is not known', () => {
    expect(amountsText({})).toBe('')
    expect(amountsText({ ciSeconds: 61 })).toBe('1 min 1 s of CI time')
  })
})
