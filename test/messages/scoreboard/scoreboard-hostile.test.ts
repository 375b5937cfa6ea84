import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JudgedRow, type Row } from '../../../src/domain/judgement/row.ts'
import { MAX_COMMENT_LENGTH, renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import type { ScoreboardView } from '../../../src/messages/scoreboard/scoreboard-view.ts'
import { BRIEFS, check, passed, promotedView, REPOSITORY_URL, speculation, view } from '../fixtures.ts'
import { hostileText } from '../hostile.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const COMMAND = { comment: 1, role: 'write', at: '', answeredAt: '' } as const
const ENTRY = { pullRequest: 7, commit: 'c'.repeat(40), tip: 'd'.repeat(40) }

/** The view of a promotion in which everything that somebody else may have written is `text`. */
function hostileView(text: string): ScoreboardView {
  const promoted = promotedView()
  const rows = promoted.scoreboard.rows.map((row) => hostileRow(JudgedRow.parse(row), text))
  const { plan, trigger, contract } = promoted.speculation
  return {
    ...promoted,
    scoreboard: { ...promoted.scoreboard, rows },
    decision: { kind: 'promote', candidate: 'fix-a', reason: text },
    notes: [text],
    speculation: speculation({
      snapshot: { title: text, body: text, hash: text },
      trigger: { ...trigger, actor: text },
      plan: {
        ...plan,
        notes: [text],
        invariants: [text],
        briefs: plan.briefs.map((brief) => ({ ...brief, strategy: text, constraints: [text] })),
      },
      revoked: { cause: 'conflict', reason: text, at: text },
      commands: [
        { ...COMMAND, by: text, line: text, answer: { kind: 'refused', reason: text } },
        { ...COMMAND, by: text, line: text, answer: { kind: 'entered', author: text, ...ENTRY } },
      ],
      choices: [{ kind: 'sent-back', candidate: 'fix-b', actor: text, at: text }],
      contract: { ...contract, checks: contract.checks.map((one) => ({ ...one, name: text })) },
    }),
  }
}

function hostileRow(row: JudgedRow, text: string): JudgedRow {
  return {
    ...row,
    strategy: text,
    rationale: text,
    reason: text,
    files: [text, text],
    risk: { level: 'low' as const, reasons: [text] },
    gates: [{ gate: text, reason: text }],
    parts: row.parts.map((part) => ({ ...part, explanation: text })),
    checks: row.checks.map((one) => ({ ...one, check: text, reason: text, detail: text, url: text })),
  }
}

describe('whatever anybody else writes', () => {
  const harmless = renderLikeGitHub(renderScoreboard(hostileView('word')))

  it('T6: the page keeps its shape and calls nobody', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const body = renderScoreboard(hostileView(text))
        const page = renderLikeGitHub(body)
        for (const element of [
          'h1',
          'h2',
          'h3',
          'table',
          'tr',
          'td',
          'th',
          'details',
          'summary',
          'ul',
          'li',
          'blockquote',
          'hr',
        ]) {
          expect(page.elements[element], element).toBe(harmless.elements[element])
        }
        for (const element of ['img', 'strong', 'em', 'del', 'input', 'sup', 'section']) {
          expect(page.elements[element], element).toBe(harmless.elements[element])
        }
        expect(page.links.filter((link) => !link.startsWith(`${REPOSITORY_URL}/`))).toEqual([])
        expect(page.prose).not.toMatch(/@|GH-\d|www\.|:\/\//i)
        expect(page.prose.match(/#\d+/g)).toEqual(harmless.prose.match(/#\d+/g))
        expect(body.match(/<!--.*$/gm)).toEqual(['<!-- speculate:scoreboard acme/payments#7.1 -->'])
        expect(body).not.toMatch(/[\p{Cf}\p{Cs}]|(?![\n\t])\p{Cc}/u)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

describe('the length of a comment', () => {
  it.each([
    ['letters', 'x'.repeat(60_000)],
    ['backticks', '`'.repeat(60_000)],
    ['separated backticks', '` '.repeat(30_000)],
    ['emoji', '🙂'.repeat(30_000)],
    ['lines', 'line\n'.repeat(12_000)],
    ['mentions', '@a '.repeat(20_000)],
    ['pipes', '|'.repeat(60_000)],
  ])('is kept with 5 candidates of 60,000 characters of %s', (_, text) => {
    const body = renderScoreboard(fiveCandidates(text))
    expect(body.length).toBeLessThanOrEqual(MAX_COMMENT_LENGTH)
    expect(body).toContain('Some details were left out')
    expect(renderLikeGitHub(body).elements.h2).toBe(1)
    for (let index = 1; index <= 5; index++) expect(body).toContain(`\`candidate-${index}\``)
  })

  it('5 candidates, hostile, in words', async () => {
    const text = '@octocat Fixes #1 ![x](https://evil.example) | </details> `` \u202e '.repeat(1_000)
    await expect(renderScoreboard(fiveCandidates(text))).toMatchFileSnapshot(
      '../words/scoreboard-hostile.txt',
    )
  })
})

function fiveCandidates(text: string): ScoreboardView {
  const rows: Row[] = [1, 2, 3, 4, 5].map((number) => ({
    ...passed(BRIEFS[0], { pullRequest: 10 + number, result: 'reject' }),
    candidate: `candidate-${number}`,
    strategy: text,
    rationale: text,
    reason: text,
    checks: Array.from({ length: 30 }, () => check(text, { detail: text, reason: text })),
    gates: Array.from({ length: 30 }, () => ({ gate: text, reason: text })),
    files: Array.from({ length: 200 }, () => text),
  }))
  const { plan } = speculation()
  return view(rows, {
    decision: { kind: 'escalate', cause: 'nobody-passed', reason: text },
    speculation: speculation({
      snapshot: { title: text, body: text, hash: 'a'.repeat(64) },
      plan: { ...plan, notes: Array.from({ length: 30 }, () => text) },
    }),
  })
}
