import { describe, expect, it } from 'vitest'
import { Row } from '../../../src/domain/judgement/row.ts'
import { BUDGET_GATE } from '../../../src/stages/budget/levels.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import { aRow, type RowFields, reviewedAs } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'

const part = (name: string, points: number, explanation: string) => ({ name, points, outOf: 0, explanation })
const scored = (candidate: string, score: number, ...parts: Row['parts']) =>
  aRow(candidate, { score, key: [score], parts })
const ranked = (candidate: string, key: number[], overrides: RowFields = {}) => {
  const names = ['tests_pass', 'complexity_delta', 'lines_added', 'reserved']
  const parts = key.map((points, at) => part(names[at] ?? '', points, `${names[at]}=${Math.abs(points)}`))
  return aRow(candidate, { score: undefined, key, parts, ...overrides })
}
const rejected = (candidate: string, overrides: RowFields = {}) =>
  aRow(candidate, { result: 'reject', reason: 'changes nothing', ...overrides })

const vote = (...rows: Row[]) => decide(aScoreboard(rows))
const lexicographic = (...rows: Row[]) =>
  decide(aScoreboard(rows, { policy: 'lexicographic', threshold: undefined }))
const words = ({ decision, scoreboard }: ReturnType<typeof vote>) => [
  decision.reason,
  ...scoreboard.rows.map((row) => `${row.candidate} ${row.result}: ${row.reason}`),
]

describe('the words of a promotion', () => {
  it('name what separates two scores most', () => {
    const one = scored('one', 90, part('risk', 15, 'low risk'), part('diff size', 10, '5 lines'))
    const two = scored('two', 72.76, part('risk', 10, 'medium risk'), part('diff size', 0, '40 lines'))
    expect(words(vote(one, two, rejected('three')))).toEqual([
      '`one` passes both required checks and scores 90.0 of 100 (70.0 needed); the next, `two`, scores 72.8 against 90.0, mostly because of its diff size: 40 lines against 5.',
      'one promote: passes both required checks with the highest score, 90.0',
      'two hold: passes every check, but scores 72.8 against 90.0, mostly because of its diff size: 40 lines against 5',
      'three reject: changes nothing',
    ])
  })

  it('say so when the other has no such part, or there are no parts', () => {
    const two = scored('two', 80)
    expect(vote(scored('one', 90, part('review', 5, 'approved')), two).decision.reason).toContain(
      'scores 80.0 against 90.0, mostly because of its review: none against approved.',
    )
    expect(vote(scored('one', 90), two).decision.reason).toContain('scores 80.0 against 90.0.')
    const [tested, bare] = [part('tests', 5, 'it adds tests'), part('tests', 0, 'it adds no test')]
    expect(vote(scored('one', 90, tested), scored('two', 80, bare)).decision.reason).toContain(
      'it adds no test, while the other adds tests.',
    )
    const reviews = [
      part('review', 5, 'reviewers: approve'),
      part('review', 0, 'reviewers: abstain'),
    ] as const
    expect(vote(scored('one', 90, reviews[0]), scored('two', 80, reviews[1])).decision.reason).toContain(
      'reviewers: abstain against approve.',
    )
  })

  it.each<[string, RowFields, RowFields, string]>([
    ['the tie goes to the smaller diff', { insertions: 3 }, { insertions: 4 }, ''],
    [
      'nothing that counts tells the two apart: the one planned first is taken',
      {},
      { tag: 'alt1' },
      ', so look at both before one is merged',
    ],
    [
      'nothing that counts tells the two apart: the first one by name is taken',
      {},
      {},
      ', so look at both before one is merged',
    ],
  ])(
    'name to whom a tie goes, and that nothing decides where nothing does: %s',
    (why, better, worse, both) => {
      expect(words(vote(aRow('a', better), aRow('b', worse)))).toEqual([
        `\`a\` passes both required checks and scores 90.0 of 100 (70.0 needed); \`b\` scores the same, and ${why}${both}.`,
        'a promote: passes both required checks with the highest score, 90.0, the same as `b`',
        `b hold: passes every check, but scores the same as \`a\`, and ${why}`,
      ])
    },
  )

  it('say that nobody else passed', () => {
    expect(vote(aRow('one'), rejected('two')).decision.reason).toBe(
      '`one` passes both required checks and scores 90.0 of 100 (70.0 needed); no other candidate passed every gate (a gate is a rule that rejects before any score).',
    )
  })

  it('say in sequential mode that nobody is asked any more', () => {
    const two = rejected('two', { unstarted: 'not-needed' })
    expect(vote(aRow('one'), two).decision.reason).toMatch(
      /; in sequential mode no other candidate is started after it\.$/,
    )
  })

  it('speak of the key where the policy only ranks, and name the first element that differs', () => {
    expect(words(lexicographic(ranked('one', [1, -4, -10, 0]), ranked('two', [1, -5, -2, 0])))).toEqual([
      '`one` passes both required checks and ranks first (tests_pass=1, complexity_delta=4, lines_added=10); the next, `two`, has the lower rank key, (1, −5, −2, 0) against (1, −4, −10, 0): complexity_delta=5 against complexity_delta=4.',
      'one promote: passes both required checks with the highest rank key, (1, −4, −10, 0)',
      'two hold: passes every check, but has the lower rank key, (1, −5, −2, 0) against (1, −4, −10, 0): complexity_delta=5 against complexity_delta=4',
    ])
    expect(words(lexicographic(ranked('one', [1, -4, -2]), ranked('two', [1, -5, -40])))[2]).toContain(
      ': complexity_delta=5 against complexity_delta=4',
    )
    const tie = lexicographic(ranked('one', [1]), ranked('two', [1]))
    expect(words(tie)[0]).toContain(
      '; `two` has the same, and nothing that counts tells the two apart: the first one by name is taken, so look at both before one is merged.',
    )
    expect(words(tie)[2]).toContain('passes every check, but has the same as `one`')
  })

  it.each<[string, Row['checks']]>([
    ['passes every required check', []],
    ['passes the required check', [{ check: 'a', verdict: 'passed', reason: '' }]],
    [
      'passes 1 of 2 required checks (the other one fails on the base too)',
      [
        { check: 'a', verdict: 'passed', reason: '' },
        { check: 'b', verdict: 'failed', reason: '', redOnBase: true },
      ],
    ],
    [
      'passes all 3 required checks (`a` and `c` only on the second run)',
      ['a', 'b', 'c'].map((check) => ({
        check,
        verdict: 'passed',
        reason: '',
        ...(check !== 'b' && { flaky: true }),
      })),
    ],
  ])('%s', (said, checks) => {
    expect(words(vote(aRow('one', { checks })))[1]).toBe(`one promote: ${said} with the highest score, 90.0`)
  })
})

describe('the words of an escalation', () => {
  it('say that everybody was rejected', () => {
    expect(vote(rejected('one')).decision).toEqual({
      kind: 'escalate',
      cause: 'nobody-passed',
      reason: 'The only candidate was rejected.',
    })
    expect(vote(rejected('one'), rejected('two')).decision.reason).toBe(
      'None of the 2 candidates passed every gate (a gate is a rule that rejects before any score).',
    )
  })

  it('say how far the best one got, and of each that passed', () => {
    expect(words(vote(scored('one', 69.96), scored('two', 50), rejected('three')))).toEqual([
      'The best candidate, `one`, scores 69.96 of 100; 70.0 are needed.',
      'one hold: passes every check but scores 69.96, below the threshold of 70.0',
      'two hold: passes every check but scores 50.0, below the threshold of 70.0',
      'three reject: changes nothing',
    ])
  })

  it.each([
    ['promote', 70],
    ['promote', 70 - 1e-10],
    ['escalate', 70 - 1e-8],
  ])('%s at %d of 70', (kind, score) => {
    expect(vote(scored('one', score)).decision.kind).toBe(kind)
  })

  it('take a score that is missing for none', () => {
    expect(vote(aRow('one', { score: undefined })).decision).toMatchObject({
      kind: 'escalate',
      cause: 'below-threshold',
    })
  })

  it('name the budget when it ended somebody, and count the others', () => {
    const over = (id: string) =>
      rejected(id, { gates: [{ gate: BUDGET_GATE, reason: '' }], reason: 'ran out of money' })
    expect(vote(rejected('one'), over('two')).decision).toEqual({
      kind: 'escalate',
      cause: 'budget-spent',
      reason:
        'None of the 2 candidates passed every gate (a gate is a rule that rejects before any score). `two` ran out of money.',
    })
    expect(vote(over('one'), over('two'), over('three')).decision.reason).toMatch(
      / `one` ran out of money, and 2 more ended with the budget\.$/,
    )
    const late = rejected('two', {
      gates: [
        { gate: 'empty diff', reason: '' },
        { gate: BUDGET_GATE, reason: '' },
      ],
    })
    expect(vote(late).decision).toMatchObject({ cause: 'nobody-passed' })
    const few = decide(aScoreboard([aRow('one'), over('two')]), { minComparable: 3 })
    expect(few.decision).toMatchObject({ kind: 'escalate', cause: 'budget-spent' })
    expect(few.decision.reason).toMatch(
      /^Only \d of 2 candidates could be compared; .* `two` ran out of money\.$/,
    )
  })
})

describe('the words of waiting', () => {
  it('name everybody who is waited for, and why', () => {
    const waiting = (id: string, reason: string) => aRow(id, { result: 'waiting', phase: 'writing', reason })
    const rows = [waiting('one', 'is written'), aRow('two'), waiting('three', 'waits for its turn')]
    const { decision, scoreboard } = vote(...rows)
    expect(decision).toStrictEqual({ kind: 'wait', reason: '`one`: is written; `three`: waits for its turn' })
    expect(scoreboard.rows).toEqual(rows)
  })
})

describe('the words about reviews', () => {
  const asked = (row: Row, ...said: Parameters<typeof reviewedAs>): Row =>
    Row.parse({ ...row, review: reviewedAs(...said) })
  const strict = (...rows: Row[]) => decide(aScoreboard(rows), { escalateDisagreement: true })

  it('tell a better one what keeps it from winning, and name only approved ones as the next', () => {
    const rows = [
      asked(scored('one', 95), 'request_changes'),
      asked(scored('two', 90), 'approve'),
      asked(scored('three', 85), 'abstain'),
    ]
    expect(words(vote(...rows))).toEqual([
      '`two` passes both required checks and scores 90.0 of 100 (70.0 needed); no other that passed has the approvals it needs.',
      'one hold: passes every check, but has 0 of the 1 approval it needs: `claude` asks for changes (2 findings)',
      'two promote: passes both required checks with the highest score, 90.0',
      'three hold: passes every check, but has 0 of the 1 approval it needs: `claude` abstains',
    ])
  })

  it('escalate when nobody who passes is approved, and a rejected one keeps its reason', () => {
    const [one, two] = [asked(aRow('one'), 'abstain'), asked(aRow('two'), 'request_changes')]
    const scoreboard = aScoreboard([one, two, rejected('three')])
    const decided = decide(scoreboard)
    expect(decided.decision).toEqual({
      kind: 'escalate',
      cause: 'not-approved',
      reason: 'No candidate that passes has the approvals it needs.',
    })
    const lacks = 'passes every check, but has 0 of the 1 approval it needs:'
    expect(decided.scoreboard).toEqual({
      ...scoreboard,
      rows: [
        { ...one, reason: `${lacks} \`claude\` abstains` },
        { ...two, reason: `${lacks} \`claude\` asks for changes (2 findings)` },
        rejected('three'),
      ],
    })
  })

  it('name the only one that passes when it is not approved', () => {
    expect(vote(rejected('one'), asked(aRow('two'), 'abstain'), rejected('three')).decision.reason).toBe(
      'The only candidate that passes, `two`, lacks the approvals it needs.',
    )
  })

  it('C6: leave the best one to a human when its reviewers disagree, where the settings say so', () => {
    const best = asked(scored('one', 90), 'approve', 'request_changes')
    const rows = [best, asked(scored('two', 80), 'approve'), rejected('three')]
    const decided = strict(...rows)
    expect(decided.decision).toEqual({
      kind: 'escalate',
      cause: 'not-approved',
      reason:
        'The reviewers of the best candidate, `one`, disagree: `claude` approves and `gemini` asks for changes (2 findings).',
    })
    expect(words(decided).slice(1)).toEqual([
      'one hold: passes every check and ranks first, but its reviewers disagree: `claude` approves and `gemini` asks for changes (2 findings)',
      'two hold: passes every check, but scores 80.0 against 90.0',
      'three reject: changes nothing',
    ])
    expect(decided.scoreboard).toMatchObject({ policy: 'vote', threshold: 70, fingerprint: 'f' })
    expect(vote(...rows).decision).toMatchObject({ kind: 'promote', candidate: 'one' })
  })

  it.each([
    ['nobody reviews', undefined],
    ['all approve', reviewedAs('approve', 'approve')],
    ['one abstains', reviewedAs('approve', 'abstain')],
  ])('promote the best one where %s', (_, review) => {
    expect(strict(aRow('one', { review }), aRow('two')).decision).toMatchObject({
      kind: 'promote',
      candidate: 'one',
    })
  })

  it('promote when it is another one that they disagree on', () => {
    const other = asked(scored('two', 80), 'approve', 'request_changes')
    expect(strict(scored('one', 90), other).decision).toMatchObject({ kind: 'promote', candidate: 'one' })
  })
})
