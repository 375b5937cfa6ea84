import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../src/domain/candidate/attempt.ts'
import type { ReviewVerdict } from '../../src/domain/checks/evidence.ts'
import { Settings } from '../../src/domain/settings.ts'
import { judge } from '../../src/stages/judge.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { aFile } from '../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../builders/candidate/pull-request.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

const IDS = ['one', 'two', 'three']
const TOOLCHAINS = ['codex', 'claude', 'gemini']
const { plan } = aSpeculation()
const briefs = plan.briefs.map((brief, at) => ({ ...brief, toolchain: TOOLCHAINS[at] ?? '' }))
const lexicographic = { policy: { name: 'lexicographic' } }

/** Those who have written have passed every check. */
function judged(settings: object, written: readonly Attempt[], reviews: readonly Attempt[] = []) {
  const { decision, scoreboard } = judge({
    speculation: aSpeculation({ settings: Settings.parse(settings), plan: { ...plan, briefs } }),
    attempts: [...written, ...reviews],
    candidates: written.map(({ candidate }) =>
      candidateFacts(candidate, aPullRequest(candidate, 21 + IDS.indexOf(candidate))),
    ),
    now: NOW,
  })
  const row = (id: string) => scoreboard.rows.find(({ candidate }) => candidate === id)
  return { decision, rows: IDS.map((id) => `${id} ${row(id)?.phase} ${row(id)?.result}`) }
}

const review = (candidate: string, toolchain: string, verdict: ReviewVerdict): Attempt =>
  anAttempt(candidate, {
    toolchain,
    task: { kind: 'review', commit: 'c' },
    outcome: {
      kind: 'review',
      review: { verdict, summary: '', findings: [], commit: 'c' },
      usage: { seconds: 1 },
    },
  })
const reviewsOfOne = (...said: ReviewVerdict[]) =>
  said.map((verdict, at) => review('one', TOOLCHAINS[at + 1] ?? '', verdict))

describe('reviewers who disagree on the best candidate', () => {
  const everybody = (id: string) =>
    TOOLCHAINS.filter((_, at) => IDS[at] !== id).map((toolchain, at) =>
      review(id, toolchain, id === 'one' && at === 1 ? 'request_changes' : 'approve'),
    )
  const settings = (on_disagreement: string) => ({
    ...lexicographic,
    speculation: { adversarial_review: { enabled: true, on_disagreement } },
  })

  it.each([
    ['escalate', { kind: 'escalate', cause: 'not-approved' }],
    ['vote', { kind: 'promote', candidate: 'one' }],
  ])('leave it to what the settings say: %s', (way, decision) => {
    const written = IDS.map((id) => anAttempt(id))
    expect(judged(settings(way), written, IDS.flatMap(everybody)).decision).toMatchObject(decision)
  })
})

describe('in sequential mode', () => {
  const reviewed = (more: object = {}) => ({
    ...more,
    speculation: { sequential: true, adversarial_review: { enabled: true } },
  })
  const WAITING = ['two queued waiting', 'three queued waiting']
  const NEEDLESS = ['two judged reject', 'three judged reject']

  it('one that passed is reviewed before anybody else is started', () => {
    const { decision, rows } = judged(reviewed(), [anAttempt('one')])
    expect(decision).toEqual({
      kind: 'wait',
      reason: '`one`: waits for the review of `claude` and `gemini`',
    })
    expect(rows).toEqual(['one reviewing waiting', ...NEEDLESS])
  })

  it('one that is approved is promoted', () => {
    const { decision, rows } = judged(reviewed(), [anAttempt('one')], reviewsOfOne('approve', 'abstain'))
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(rows).toEqual(['one judged promote', ...NEEDLESS])
  })

  it.each([
    ['votes', {}],
    ['only ranks', lexicographic],
  ])('the next is started when reviewers keep one from winning, where the policy %s', (_, policy) => {
    const refused = reviewsOfOne('request_changes', 'request_changes')
    const { decision, rows } = judged(reviewed(policy), [anAttempt('one')], refused)
    expect(decision.kind).toBe('wait')
    expect(rows).toEqual(['one judged hold', ...WAITING])
  })

  it('the next is started when a comparison takes away those who passed', () => {
    const withFixture = (id: string, hash: string) => {
      const path = 'test/fixtures/a.json'
      const outcome = anOutcome(id, { files: [aFile('src/client.js'), aFile(path)] })
      if (outcome.kind !== 'patch' || !outcome.measures) throw new Error('no patch')
      const files = [
        { path: 'src/client.js', class: 'source' as const },
        { path, class: 'fixture' as const },
      ]
      const measures = { ...outcome.measures, files, fixtures: [{ path, hash }] }
      return anAttempt(id, { outcome: { ...outcome, measures } })
    }
    const settings = { ...lexicographic, speculation: { sequential: true, min_comparable: 2 } }
    const differing = judged(settings, [withFixture('one', 'a'), withFixture('two', 'b')])
    expect(differing.decision.kind).toBe('wait')
    expect(differing.rows[2]).toBe('three queued waiting')
    const same = judged(settings, [withFixture('one', 'a'), withFixture('two', 'a')])
    expect(same.decision).toMatchObject({ kind: 'promote', candidate: 'one' })
  })

  it('the next is started when the reviews leave one below the threshold', () => {
    const strict = { speculation: { ...reviewed().speculation, vote_threshold: 0.9 } }
    const sure = anAttempt('one', { outcome: anOutcome('one', { confidence: 1 }) })
    const { rows } = judged(strict, [sure], reviewsOfOne('abstain', 'abstain'))
    expect(rows).toEqual(['one judged hold', ...WAITING])
  })
})
