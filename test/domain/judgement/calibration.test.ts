import { describe, expect, it } from 'vitest'
import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import {
  answerOf,
  answerOfLog,
  countAnswers,
  kindOfPromotion,
  verdictKind,
} from '../../../src/domain/judgement/calibration.ts'
import type { Scoreboard } from '../../../src/domain/judgement/scoreboard.ts'
import type { BroughtTest, ProofStatus, ProofVerdict } from '../../../src/domain/proof/proof.ts'
import { aRow } from '../../builders/judgement/row.ts'

const at = '2026-05-05T12:00:00.000Z'
const brought = (author: string, passes: readonly string[]): BroughtTest => ({
  test: { author, file: `${author}.test.js` },
  verdict: { kind: 'accepted' },
  passes: [...passes],
  fails: [],
  notApplicable: [],
})
const proven: ProofStatus = { kind: 'proven', by: [], turnsGreen: false }
const verdictOf = (
  standings: Readonly<Record<string, ProofStatus>>,
  tests: readonly BroughtTest[] = [],
): ProofVerdict => ({
  tests: [...tests],
  standings: Object.entries(standings).map(([candidate, standing]) => ({ candidate, standing })),
  questions: [],
  baseTestsLeftOut: [],
})

describe('what a promotion rests on', () => {
  const unproven: ProofStatus = { kind: 'unproven', beside: [] }
  it.each([
    ['refuted-rivals', verdictOf({ one: proven, two: { kind: 'refuted', by: [] } }), false],
    ['proven-and-agreed', verdictOf({ one: proven }, [brought('one', ['one', 'two'])]), false],
    ['proven-and-agreed', verdictOf({ one: proven }, [brought('two', ['one', 'two'])]), false],
    ['proven-and-agreed', verdictOf({ one: proven }), true],
    ['proven-alone', verdictOf({ one: proven, two: unproven }, [brought('one', ['one'])]), false],
    ['proven-by-rivals', verdictOf({ one: { kind: 'proven-by-rivals', by: [] } }), false],
    ['unproven', verdictOf({ one: unproven, two: { kind: 'refuted', by: [] } }), true],
    ['not-checked', undefined, true],
  ] as const)('%s', (kind, verdict, isAgreed) => {
    expect(kindOfPromotion('one', { verdict, isAgreed })).toBe(kind)
  })
})

const scoreboard: Scoreboard = {
  policy: 'vote',
  fingerprint: '',
  rulesVersion: 2,
  rows: [aRow('one', { result: 'promote' })],
}
const promoted = { decision: { kind: 'promote' as const, candidate: 'one', reason: '' }, scoreboard }
const choice = (
  kind: HumanChoice['kind'],
  candidate = 'one',
  more: Partial<HumanChoice> = {},
): HumanChoice => ({
  ...{ kind, candidate, at },
  ...more,
})

describe('agreement', () => {
  it.each([
    ['claude', 'proven-and-agreed'],
    ['codex', 'proven-alone'],
  ])('is the word of another agent: codex, and %s: %s', (toolchain, kind) => {
    const rows = [
      aRow('one', { toolchain: 'codex', agreement: ['two'] }),
      aRow('two', { toolchain, sameAs: 'one' }),
    ]
    const verdict = verdictOf({ one: proven }, [brought('one', ['one'])])
    const proof = { kind: 'checked' as const, runner: '', candidates: ['one'], verdict, left: [] }
    expect(verdictKind(promoted.decision, { ...scoreboard, rows, proof })).toBe(kind)
  })
})

describe('what people made of a verdict', () => {
  it.each([
    ['nothing yet', [], undefined],
    ['merged the winner', [choice('merged')], true],
    ['closed it', [choice('closed')], false],
    ['merged another one', [choice('merged', 'two')], false],
    ['closed it, and merged it later', [choice('closed'), choice('reopened'), choice('merged')], true],
    ['only sent it back', [choice('sent-back')], undefined],
    ['closed a loser', [choice('closed', 'two')], undefined],
    ['nothing: a bot closed it', [choice('closed', 'one', { isBot: true })], undefined],
  ])('%s', (_, choices, isRight) => {
    expect(answerOf(promoted, choices)?.isRight).toBe(isRight)
    const entry = (kind: string, payload: unknown, seq: number) => ({
      ...{ speculation: 'a/b#1.1', seq, at, prev: '', hash: '' },
      ...{ kind, payload },
    })
    const log = [
      entry('started', {}, 1),
      entry('verdict', { ...promoted, decidedAt: at }, 2),
      ...choices.map((one, n) => entry('human-choice', one, 3 + n)),
    ]
    expect(answerOfLog(log)).toEqual(answerOf(promoted, choices))
  })

  it('is no answer where nobody was promoted', () => {
    const decision = { kind: 'escalate' as const, cause: 'unproven' as const, reason: '' }
    expect(answerOf({ decision, scoreboard }, [choice('merged')])).toBeUndefined()
    expect(answerOfLog([])).toBeUndefined()
  })

  it('is counted by kind, what people said apart from past fixes', () => {
    const kind = 'proven-alone' as const
    const counted = countAnswers([
      { kind, source: 'people', isRight: true },
      { kind, source: 'people', isRight: false },
      { kind, source: 'past', isRight: true },
    ])
    expect(counted).toEqual({
      people: { [kind]: { right: 1, of: 2 } },
      past: { [kind]: { right: 1, of: 1 } },
    })
  })
})
