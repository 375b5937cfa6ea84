import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import { JudgedRow, type Row } from '../../../src/domain/judgement/row.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import {
  BRIEFS,
  passed,
  promotedView,
  queued,
  rejected,
  scoreboard,
  speculation,
  verifying,
  view,
} from '../fixtures.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const AT = '2026-03-04T10:30:00.000Z'
const [BRIEF] = BRIEFS

const aRow = fc
  .record({
    shape: fc.constantFrom('queued', 'verifying', 'passed', 'rejected'),
    score: fc.integer({ min: 0, max: 100 }),
    complexityDelta: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
    confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    tokens: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
    reason: fc.constantFrom(
      'fails `test (22)`: `2 of 214 tests`',
      'has no patch',
      `says ${'much '.repeat(400)}`,
    ),
  })
  .map(({ shape, reason, ...changes }): Row => {
    const known = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    if (shape === 'queued') return queued(BRIEF)
    if (shape === 'verifying') return verifying(BRIEF)
    return shape === 'passed' ? { ...passed(BRIEF), ...known } : rejected(BRIEF, { reason })
  })

const boards = fc
  .array(aRow, { minLength: 1, maxLength: 5 })
  .map((rows) => rows.map((row, index) => ({ ...row, candidate: `way-${index}`, pullRequest: 20 + index })))
  .map((rows) => decide(scoreboard(rows.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1)))))

const later = fc.record({
  isRevoked: fc.boolean(),
  choices: fc.array(
    fc.record({
      kind: fc.constantFrom<HumanChoice['kind'][]>('made-ready', 'reopened', 'merged', 'closed', 'sent-back'),
      candidate: fc.constant('way-0'),
      at: fc.constant(AT),
    }),
    { maxLength: 3 },
  ),
})

describe('the rationale of any board', () => {
  it('B5: has a sentence for every candidate above the fold, and at most three for the winner', () => {
    fc.assert(
      fc.property(boards, later, ({ decision, scoreboard: board }, { isRevoked, choices }) => {
        const revoked = { cause: 'conflict' as const, reason: 'it conflicts', at: AT }
        const about = speculation({ ...(isRevoked && { revoked }), choices })
        const body = renderScoreboard(view(board.rows, { decision, speculation: about }))
        const visible = body.slice(0, body.indexOf('<details>'))
        for (const row of board.rows) {
          const isWinner = decision.kind === 'promote' && decision.candidate === row.candidate
          expect(visible).toContain(`${isWinner ? `promoted.** ` : '- '}\`${row.candidate}\``)
        }
        const why = /\*\*Why it (?:is|was) promoted\.\*\* (.*)/.exec(visible)?.[1]
        expect(why === undefined).toBe(decision.kind !== 'promote')
        expect(why?.replaceAll(/`[^`]*`/g, 'x').match(/[.!?](?= |$)/g)?.length ?? 1).toBeLessThanOrEqual(3)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what a winner is made of', () => {
  const words = (changes: Partial<JudgedRow>) => {
    const promoted = promotedView()
    const rows = promoted.scoreboard.rows.map((row, index) =>
      index === 0 ? JudgedRow.parse({ ...row, ...changes }) : row,
    )
    return renderScoreboard({ ...promoted, scoreboard: scoreboard(rows) })
  }

  it.each([
    [-2, 'lowers the cyclomatic complexity by 2'],
    [0, 'leaves the cyclomatic complexity as it was'],
    [3, 'raises the cyclomatic complexity by 3'],
  ])('a change of complexity of %i', (complexityDelta, said) => {
    expect(words({ complexityDelta })).toContain(
      `It changes +30 −12 lines in 2 files, ${said} and has low risk.`,
    )
  })

  it('is told once, and not also under the headline', () => {
    expect(words({}).match(/passes all 3 required checks/g)).toHaveLength(1)
  })
})

describe('what is too long', () => {
  const cutReason = { reason: `fails \`unit\`: \`${'expected 1 charge, got 2 '.repeat(60)}\`` }
  const bodyWith = (row: Row) =>
    renderScoreboard(
      view([row], { decision: { kind: 'escalate', cause: 'nobody-passed', reason: 'None passed.' } }),
    )

  it('is cut with a link to the check that decided', () => {
    const row = rejected(BRIEF, cutReason)
    const checks = row.checks.map((check) =>
      check.verdict === 'failed' ? { ...check, checkRunId: 9 } : check,
    )
    const { links } = renderLikeGitHub(bodyWith({ ...row, checks }))
    expect(links[0]).toBe('https://github.example/acme/payments/runs/9')
  })

  it('or else to the pull request', () => {
    expect(bodyWith(rejected(BRIEF, cutReason))).toContain('(#11 says more)')
  })

  it('and lines of prose are broken between words', () => {
    const rationale = `  First ${'some words '.repeat(30)}end.\nSecond.`
    const block = /```text\n( {2}First[^`]*)```/.exec(bodyWith(rejected(BRIEF, { rationale })))?.[1] ?? ''
    expect(block.split('\n').every((line) => line.length <= 100)).toBe(true)
    expect(block.replaceAll(/\s+/g, ' ').trim()).toBe(rationale.replaceAll(/\s+/g, ' ').trim())
  })
})

describe('A12: what it has cost', () => {
  it('is told per candidate, for all, and per verdict', () => {
    const rows = [passed(BRIEFS[0], { tokens: 1_000 }), { ...queued(BRIEFS[1]), seconds: 25 }]
    const body = renderScoreboard(view(rows, { decision: { kind: 'wait', reason: '' } }))
    expect(body).toContain('| `fix-a` | 1 min 35 s | 1,000 | 2 min 0 s |')
    expect(body).toContain('| `fix-b` | 25 s | not reported | — |')
    expect(body).toContain('| **All of them** (tokens not reported by all) | 2 min 0 s | 1,000 | 2 min 0 s |')
    expect(body).toContain('| **Per verdict**, of 1 candidate judged | 2 min 0 s | 1,000 | 2 min 0 s |')
  })
})
