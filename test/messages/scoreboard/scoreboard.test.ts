import { describe, expect, it } from 'vitest'
import { type Scoreboard, UNKNOWN_ELEMENT } from '../../../src/domain/judgement/scoreboard.ts'
import { checksAsShown } from '../../../src/messages/scoreboard/checks-as-shown.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
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

const [A, B, C] = BRIEFS

const planning = view(BRIEFS.map(queued), {
  decision: { kind: 'wait', reason: '`fix-a`: waits for its turn' },
})

const halfWay = view(
  [
    verifying(A),
    {
      ...queued(B),
      phase: 'writing',
      progress: 'editing src/client.ts',
      reason: '`claude` is writing its patch',
    },
    rejected(C),
  ],
  { decision: { kind: 'wait', reason: '…', until: '2026-03-04T10:00:00.000Z' } },
)

const nobodyPassed = view([rejected(A), rejected(B), rejected(C)], {
  decision: {
    kind: 'escalate',
    cause: 'nobody-passed',
    reason: 'None of the 3 candidates passed every gate.',
  },
})

const belowThreshold = view(
  [
    passed(A, {
      score: 61,
      reason: 'passes every check but scores 61.0, below the threshold of 70.0',
    }),
    rejected(B),
  ],
  {
    decision: {
      kind: 'escalate',
      cause: 'below-threshold',
      reason: 'The best candidate, `fix-a`, scores 61.0; 70.0 are needed.',
    },
    speculation: speculation({
      plan: {
        source: 'defaults',
        briefs: [A, B],
        invariants: [],
        notes: ['Only two candidates were asked for: fewer than three give little to compare.'],
      },
    }),
  },
)

const AT = '2026-03-04T10:30:00.000Z'
const revoked = {
  cause: 'check-failed' as const,
  reason: '`unit` failed on the commit that it had passed on',
  at: AT,
}
const sentBack = { ...promotedView(), speculation: speculation({ revoked }) }
const chosen = {
  ...promotedView(),
  speculation: speculation({
    revoked,
    choices: [
      { kind: 'closed', candidate: 'fix-a', actor: 'maria', at: AT },
      { kind: 'reopened', candidate: 'fix-b', actor: 'maria', at: AT },
      { kind: 'made-ready', candidate: 'fix-b', at: AT },
    ],
  }),
}

describe('the words of the scoreboard', () => {
  it.each([
    ['planning', planning],
    ['half-way', halfWay],
    ['promoted', promotedView()],
    ['nobody-passed', nobodyPassed],
    ['below-threshold', belowThreshold],
    ['sent-back', sentBack],
    ['chosen', chosen],
  ])('%s', async (name, given) => {
    await expect(renderScoreboard(given)).toMatchFileSnapshot(`../words/scoreboard-${name}.txt`)
  })
})

describe('what a written scoreboard says of checks', () => {
  it.each([
    [A, { checks: '1 passed, 1 running', pullRequest: 11 }],
    [B, undefined],
    [C, { checks: '✗ 1 of 2 failed: `unit`; 1 passed', pullRequest: 13 }],
  ])('$0.id', ({ id }, shown) => {
    expect(checksAsShown(renderScoreboard(halfWay), id)).toEqual(shown)
  })
})

describe('renderScoreboard', () => {
  it('gives the same bytes for the same view', () => {
    expect(renderScoreboard(promotedView())).toBe(renderScoreboard(structuredClone(promotedView())))
  })

  it('names every candidate outside of its details, also when all of them lost', () => {
    const body = renderScoreboard(nobodyPassed)
    const visible = body.slice(0, body.indexOf('<details>'))
    for (const { id } of BRIEFS) expect(visible).toContain(`- \`${id}\` fails \`unit\``)
  })

  it('says how to bring back only who is out, and names who had something promoted or opened again', () => {
    const choices = [
      { kind: 'promoted' as const, candidate: 'fix-b', actor: 'maria', at: AT },
      { kind: 'restored' as const, candidate: 'fix-c', actor: 'maria', at: AT },
    ]
    const one = renderScoreboard({
      ...promotedView(),
      speculation: speculation({ choices: choices.slice(0, 1) }),
    })
    expect(one).toContain('`maria` had `fix-b` (#12) promoted at 2026-03-04 10:30 UTC.')
    expect(one).toContain('Comment `/speculate restore #13` here: `fix-c` is opened again, with its branch.')
    expect(one).not.toContain('/speculate restore #12')
    const both = renderScoreboard({ ...promotedView(), speculation: speculation({ choices }) })
    expect(both).toContain('`maria` had `fix-c` (#13) opened again at 2026-03-04 10:30 UTC.')
    expect(both).not.toContain('How to bring a candidate back')
  })

  it('says in its first line whose it is', () => {
    expect(renderScoreboard(planning).split('\n')[0]).toBe('<!-- speculate:scoreboard acme/payments#7.1 -->')
  })

  it('refers to our own pull requests and issue only', () => {
    const references = renderLikeGitHub(renderScoreboard(promotedView())).prose.match(/#\d+/g)
    expect(new Set(references)).toEqual(new Set(['#7', '#11', '#12', '#13']))
  })

  it('links a check to this repository, whatever address was reported', () => {
    const rows = [
      passed(A, {
        checks: [
          {
            check: 'unit',
            verdict: 'passed',
            reason: 'passed',
            checkRunId: 5,
            url: 'https://evil.example/x',
          },
          {
            check: 'lint',
            verdict: 'passed',
            reason: 'passed',
            url: 'https://github.example/acme/payments/actions/runs/1/job/2',
          },
          { check: 'risk', verdict: 'passed', reason: 'passed', url: 'https://evil.example/y' },
        ],
      }),
    ]
    const body = renderScoreboard(view(rows, { decision: { kind: 'wait', reason: '' } }))
    expect(renderLikeGitHub(body).links).toEqual([
      'https://github.example/acme/payments/runs/5',
      'https://github.example/acme/payments/actions/runs/1/job/2',
      // What acted is a file of the base.
      expect.stringMatching(
        /^https:\/\/github\.example\/acme\/payments\/blob\/[0-9a-f]{40}\/\.github\/speculate\.yml$/,
      ),
    ])
  })

  it('tells how to bring a loser back, but not the winner', () => {
    const body = renderScoreboard(promotedView())
    expect(body).toContain('Comment `/speculate restore #12` here: `fix-b` is opened again, with its branch.')
    expect(body).toContain('`fix-c` is #13')
    expect(body).not.toContain('/speculate restore #11')
  })

  it('shows hidden text of the issue neither to readers nor to agents', () => {
    const snapshot = { title: 'x', body: 'visible <!-- hidden --> text', hash: 'a'.repeat(64) }
    const body = renderScoreboard({ ...planning, speculation: speculation({ snapshot }) })
    expect(body).toContain('visible  text')
    expect(body).not.toContain('hidden')
  })
})

describe('the table', () => {
  const [first = '', , row = ''] = tableOf([
    passed(A, { complexityDelta: -2, p95LatencyMs: 4, p95Trusted: false }),
    rejected(B),
  ])

  it('has columns for what was measured, and only then', () => {
    expect(first).toContain('| Complexity | p95 latency (self-reported) | Written by | Confidence')
    expect(row).toContain('| −2 | +4 ms, not counted |')
    expect(tableOf([passed(A)])[0]).not.toMatch(/Complexity|p95/)
  })

  it('shows the key instead of a score where the policy only ranks', () => {
    const { score: _none, ...ranked } = passed(A, { key: [1, -2, -30, 0, UNKNOWN_ELEMENT] })
    const [headings, , line] = tableOf([ranked], { policy: 'lexicographic' })
    expect(headings).toContain('Rank key')
    expect(line).toContain('| (1, −2, −30, 0, ?) |')
  })

  it('shows penalties with their sign', () => {
    const parts = [{ name: 'risk', points: -7, outOf: 0, explanation: 'medium risk' }]
    const text = renderScoreboard(view([passed(A, { parts })], { decision: { kind: 'wait', reason: '' } }))
    expect(text).toContain('| risk | −7 |')
  })
})

function tableOf(rows: Parameters<typeof view>[0], changes: Partial<Scoreboard> = {}): readonly string[] {
  const board = { ...scoreboard(rows), ...changes }
  const text = renderScoreboard(view(rows, { decision: { kind: 'wait', reason: '' }, scoreboard: board }))
  return text.split('\n').filter((line) => line.startsWith('|'))
}
