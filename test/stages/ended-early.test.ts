import { describe, expect, it } from 'vitest'
import { Settings } from '../../src/domain/settings.ts'
import { judge } from '../../src/stages/judge.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { aFile } from '../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

/** `one` passes, `two` changes nothing and `three` has no pull request yet. */
function judged(overrides: Partial<Parameters<typeof judge>[0]> = {}) {
  const { decision, scoreboard } = judge({
    speculation: aSpeculation(),
    attempts: [
      anAttempt('one'),
      anAttempt('two', { outcome: anOutcome('two', { files: [] }) }),
      anAttempt('three', { outcome: anOutcome('three', { files: [aFile('src/three.js')] }) }),
    ],
    candidates: [
      candidateFacts('one', aPullRequest('one', 21)),
      candidateFacts('two', aPullRequest('two', 22)),
      candidateFacts('three'),
    ],
    now: NOW,
    ...overrides,
  })
  const words = scoreboard.rows.map((row) => `${row.candidate} ${row.phase} ${row.result}: ${row.reason}`)
  return { decision, words: words.toSorted() }
}

describe('a run that is ended early', () => {
  it('keeps what was published open when the rules changed, and rejects the rest with the reason of each', () => {
    const contractNow = { checks: [], fingerprint: 'b'.repeat(64) }
    const { decision, words } = judged({ contractNow })
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
    expect(words).toEqual([
      'one judged hold: is not compared, because the rules changed',
      'three publishing reject: was not published before the rules changed',
      'two judged reject: changes nothing',
    ])
  })

  it('rejects everybody when it is withdrawn, and who was rejected before keeps the reason', () => {
    const { decision, words } = judged({ withdrawn: 'The label was taken off.' })
    expect(decision).toEqual({ kind: 'escalate', cause: 'withdrawn', reason: 'The label was taken off.' })
    expect(words).toEqual([
      'one judged reject: was withdrawn before a verdict',
      'three publishing reject: was withdrawn before a verdict',
      'two judged reject: changes nothing',
    ])
  })

  it('is withdrawn even when the rules changed as well', () => {
    const contractNow = { checks: [], fingerprint: 'b'.repeat(64) }
    expect(judged({ contractNow, withdrawn: 'Why not.' }).decision).toMatchObject({ cause: 'withdrawn' })
  })
})

describe('a run with too few to compare', () => {
  it('asks for as many as its settings do', () => {
    const settings = Settings.parse({ speculation: { min_comparable: 3 } })
    const attempts = ['one', 'two', 'three'].map((id) => anAttempt(id))
    const candidates = ['one', 'two'].map((id, at) => candidateFacts(id, aPullRequest(id, 21 + at)))
    const late = '2026-05-06T12:00:00.000Z'
    const all = { attempts, candidates, now: late }
    expect(judged({ ...all, speculation: aSpeculation({ settings }) }).decision).toMatchObject({
      cause: 'not-comparable',
    })
    expect(judged(all).decision.kind).toBe('promote')
  })
})
