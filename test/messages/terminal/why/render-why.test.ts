import { describe, expect, it } from 'vitest'
import { nextEntry } from '../../../../src/adapters/audit/hash-chain.ts'
import type { AuditEntry } from '../../../../src/domain/run/audit.ts'
import { renderWhy } from '../../../../src/messages/terminal/why/render-why.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { NOW } from '../../../builders/story.ts'

const HOSTILE = '\u001b[2J\u0007evil\r\n\u202Etxt `code`'

function logOf(...events: readonly [kind: string, payload: unknown][]): readonly AuditEntry[] {
  const entries: AuditEntry[] = []
  for (const [kind, payload] of events)
    entries.push(nextEntry('acme/payments#12.1', { at: NOW, kind, payload }, entries.at(-1)))
  return entries
}

describe('the story of a run', () => {
  it('tells what came after the verdict, and what retention removed', () => {
    const story = renderWhy(
      logOf(
        ['revoked', { cause: 'conflict', reason: 'it conflicts with `main`', at: NOW }],
        ['human-choice', { kind: 'reopened', candidate: 'one', actor: 'maya', at: NOW }],
        ['human-choice', { kind: 'merged', candidate: 'two', at: NOW }],
        ['settled', { settledAt: NOW }],
        [
          'pruned',
          {
            rule: { settledBefore: NOW },
            removed: { audit: 4, traces: 3, journal: 1 },
            lastSeq: 4,
            lastHash: '0'.repeat(64),
          },
        ],
      ),
      undefined,
      200,
    )
    expect(story?.trimEnd().split('\n')).toEqual(
      [
        'the promotion was taken back: it conflicts with main',
        'one: maya reopened it',
        'two: somebody merged it',
        'done: labels, pull requests and comments show the verdict',
        `retention removed entries 1 to 4, 3 traces and 1 line of the journal: the run was settled before ${NOW}`,
      ].map((line) => `2026-05-05 12:00 UTC  ${line}`),
    )
  })

  it('shows foreign text on one line, without what could move the cursor or turn text around', () => {
    const speculation = aSpeculation({ snapshot: { title: HOSTILE, body: '', hash: 'f'.repeat(64) } })
    const outcome = { kind: 'failure', failure: 'crashed', detail: HOSTILE, usage: { seconds: 1 } }
    const story = renderWhy(
      logOf(
        ['started', speculation],
        ['attempt-ended', { candidate: 'one', number: 1, toolchain: 'scripted', outcome }],
        ['revoked', { cause: 'conflict', reason: HOSTILE, at: NOW }],
      ),
      undefined,
      500,
    )
    expect(story).toContain('evil txt code')
    expect(story?.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('tells what attempts have cost, also what was known only after they had been ended', () => {
    const failure = {
      kind: 'failure',
      failure: 'cancelled',
      detail: '',
      usage: { seconds: 0, unknown: true },
    }
    const patch = { base: 'a', commit: 'b'.repeat(40), files: [], insertions: 1, deletions: 0 }
    const report = { rationale: '', testsAdded: [], risks: [] }
    const usage = { seconds: 60, inputTokens: 4_000, outputTokens: 500, usd: 0.1 }
    const ended = { candidate: 'one', number: 1, toolchain: 'scripted' }
    const story = renderWhy(
      logOf(
        ['attempt-ended', { ...ended, outcome: { kind: 'patch', patch, report, usage } }],
        ['attempt-ended', { ...ended, candidate: 'two', outcome: failure }],
        [
          'attempt-usage',
          { candidate: 'two', number: 1, usage: { seconds: 7, inputTokens: 300, usd: 0.004 } },
        ],
      ),
      undefined,
      200,
    )
    expect(story).toContain('wrote a patch in 1 min 0 s for 4,500 tokens and $0.10: +1 −0 lines')
    expect(story).toContain(
      'attempt 1 of two, which had been ended, had used 7 s of agent time, 300 tokens and $0.004',
    )
  })

  it('takes a candidate that was called `triage` before that name was reserved for what it was', () => {
    const failure = { kind: 'failure', failure: 'no-changes', detail: '', usage: { seconds: 1 } }
    const ended = { candidate: 'triage', number: 1, toolchain: 'scripted', outcome: failure }
    const { plan, ...run } = aSpeculation()
    const briefs = plan.briefs.map((brief, place) => (place === 0 ? { ...brief, id: 'triage' } : brief))
    const older = logOf(['started', { ...run, plan: { ...plan, briefs } }], ['attempt-ended', ended])
    expect(renderWhy(older, undefined, 200)).toContain('attempt 1 of triage, by scripted, ended')
    const asked = logOf(['started', { ...run, plan }], ['attempt-ended', ended])
    expect(renderWhy(asked, undefined, 200)).toContain('scripted, asked whether the issue is worth several')
  })

  it('says what it cannot read instead of leaving it out', () => {
    const story = renderWhy(logOf(['verdict', { odd: true }], ['something-new', {}]), undefined, 200)
    expect(story).toContain('verdict was recorded, in a form that this version cannot read')
    expect(story).toContain('something-new was recorded')
  })

  it('is told of one candidate only when there is such a candidate', () => {
    const log = logOf(['started', aSpeculation()])
    expect(renderWhy(log, 'two', 200)).toContain('two (alt1, scripted)')
    expect(renderWhy(log, 'two', 200)).not.toContain('three')
    expect(renderWhy(log, 'nobody', 200)).toBeUndefined()
  })
})
