import { describe, expect, it } from 'vitest'
import type {
  Cell,
  CellOutcome,
  FailureKind,
  Matrix,
  ProofVerdict,
  Side,
} from '../../../src/domain/proof/proof.ts'
import { questionText } from '../../../src/messages/proof/proof.ts'
import { judgeMatrix } from '../../../src/stages/proof/judge-matrix.ts'
import { whatFollows } from '../../../src/stages/proof/what-follows.ts'

const passed: CellOutcome = { kind: 'passed' }
const failed = (failure: FailureKind = 'assertion', needs?: string): CellOutcome => ({
  kind: 'failed',
  failure,
  words: 'expected 5, got -1',
  ...(needs !== undefined && { needs }),
})
const flaky: CellOutcome = { kind: 'flaky', words: 'now and then' }

const side = (id: string): Side => (id === 'base' ? { kind: 'base' } : { kind: 'candidate', id })

/** `on` is by state: `.` passes, `F` fails in an assertion, and so on; one file each, called after its author. */
interface Row {
  readonly author: string
  readonly on: Record<string, CellOutcome>
}

function matrixOf(
  candidates: readonly string[],
  rows: readonly Row[],
  base: Record<string, CellOutcome> = {},
): Matrix {
  const own: Cell[] = ['base', ...candidates].map((id) => ({
    state: side(id),
    tests: side('base'),
    outcome: base[id] ?? passed,
  }))
  const theirs = rows.flatMap(({ author, on }) =>
    Object.entries(on).map(
      ([id, outcome]): Cell => ({
        state: side(id),
        tests: side(author),
        file: `test/${author}.test.js`,
        outcome,
      }),
    ),
  )
  return { candidates: [...candidates], cells: [...own, ...theirs], left: [] }
}

const kinds = ({ standings }: ProofVerdict) =>
  Object.fromEntries(standings.map(({ candidate, standing }) => [candidate, standing.kind]))
const follows = (verdict: ProofVerdict) =>
  Object.fromEntries(
    verdict.standings.map(({ candidate }) => [candidate, whatFollows(candidate, verdict).kind]),
  )
const judge = (...args: Parameters<typeof matrixOf>) => judgeMatrix({ matrix: matrixOf(...args) })

describe('what follows from the matrix', () => {
  it('V34: the right patch with its test is proven, and the same patch without is proven by it', () => {
    const verdict = judge(
      ['right', 'bare'],
      [{ author: 'right', on: { base: failed(), right: passed, bare: passed } }],
    )
    expect(kinds(verdict)).toEqual({ right: 'proven', bare: 'proven-by-rivals' })
    expect(verdict.questions).toEqual([])
  })

  it('rejects who fails the accepted test of a rival, and names the test and its author', () => {
    const verdict = judge(
      ['fix-a', 'fix-b', 'bare'],
      [{ author: 'fix-a', on: { base: failed(), 'fix-a': passed, 'fix-b': failed(), bare: passed } }],
    )
    expect(follows(verdict)).toEqual({ 'fix-a': 'stands', 'fix-b': 'reject', bare: 'stands' })
    expect(whatFollows('fix-b', verdict)).toMatchObject({
      gate: {
        gate: 'refuted',
        reason:
          'fails `test/fix-a.test.js`, a test that `fix-a` brings; it also fails on the base, so it shows the bug',
      },
    })
  })

  it('holds who is unproven beside a proven one, where the test cannot say anything of it', () => {
    const verdict = judge(
      ['fix-a', 'fix-b'],
      [
        {
          author: 'fix-a',
          on: { base: failed('missing', 'refund'), 'fix-a': passed, 'fix-b': failed('missing', 'refund') },
        },
      ],
    )
    expect(kinds(verdict)).toEqual({ 'fix-a': 'proven', 'fix-b': 'unproven' })
    expect(follows(verdict)['fix-b']).toBe('hold')
    expect(verdict.tests[0]?.notApplicable).toEqual([
      { candidate: 'fix-b', reason: 'needs what `fix-a` adds (`refund`)' },
    ])
  })

  it('promotes nobody of two that refute each other', () => {
    const verdict = judge(
      ['fix-a', 'fix-b'],
      [
        { author: 'fix-a', on: { base: failed(), 'fix-a': passed, 'fix-b': failed() } },
        { author: 'fix-b', on: { base: failed(), 'fix-a': failed(), 'fix-b': passed } },
      ],
    )
    expect(kinds(verdict)).toEqual({ 'fix-a': 'disputed', 'fix-b': 'disputed' })
    expect(verdict.questions.map(questionText)).toEqual([
      "`fix-a` and `fix-b` fail each other's tests, and nobody passes them all",
    ])
  })

  it('rejects both of two that refute each other where a third one passes the tests of both', () => {
    const verdict = judge(
      ['fix-a', 'fix-b', 'both'],
      [
        { author: 'fix-a', on: { base: failed(), 'fix-a': passed, 'fix-b': failed(), both: passed } },
        { author: 'fix-b', on: { base: failed(), 'fix-a': failed(), 'fix-b': passed, both: passed } },
      ],
    )
    expect(kinds(verdict)).toMatchObject({ 'fix-a': 'refuted', 'fix-b': 'refuted' })
    expect(verdict.questions).toEqual([])
  })

  it('rejects nobody for a test that fails everybody but its author, and asks a human', () => {
    const verdict = judge(
      ['odd', 'fix-b', 'fix-c'],
      [{ author: 'odd', on: { base: failed(), odd: passed, 'fix-b': failed(), 'fix-c': failed() } }],
    )
    expect(kinds(verdict)).toEqual({ odd: 'unproven', 'fix-b': 'unproven', 'fix-c': 'unproven' })
    expect(verdict.questions).toEqual([
      {
        kind: 'against-all-others',
        test: { author: 'odd', file: 'test/odd.test.js' },
        others: ['fix-b', 'fix-c'],
      },
    ])
  })

  it('asks nothing for a false test of who is refuted itself', () => {
    const verdict = judge(
      ['odd', 'fix-b', 'fix-c'],
      [
        { author: 'odd', on: { base: failed(), odd: passed, 'fix-b': failed(), 'fix-c': failed() } },
        { author: 'fix-b', on: { base: failed(), odd: failed(), 'fix-b': passed, 'fix-c': passed } },
      ],
    )
    expect(kinds(verdict)).toEqual({ odd: 'refuted', 'fix-b': 'proven', 'fix-c': 'proven-by-rivals' })
    expect(verdict.questions).toEqual([])
  })

  it('V29: rejects who fails the base’s own tests, whose own tests then say nothing of others', () => {
    const verdict = judge(
      ['cheat', 'honest'],
      [{ author: 'cheat', on: { base: failed(), cheat: passed, honest: failed() } }],
      { cheat: failed() },
    )
    expect(kinds(verdict)).toEqual({ cheat: 'fails-base', honest: 'unproven' })
    expect(follows(verdict)).toEqual({ cheat: 'reject', honest: 'stands' })
    expect(verdict.questions).toEqual([])
  })

  it('blames nobody for what fails on the base as well, and says which', () => {
    const verdict = judge(['fix-a'], [], { base: failed(), 'fix-a': failed() })
    expect(kinds(verdict)).toEqual({ 'fix-a': 'unproven' })
    expect(verdict.baseTestsLeftOut).toEqual(['the tests of the base'])
  })

  it('V26: a red check that turns green is proof, and who leaves nothing green is held beside it', () => {
    const matrix = matrixOf(['right', 'comment'], [])
    const verdict = judgeMatrix({ matrix, turnsGreen: ['right'] })
    expect(kinds(verdict)).toEqual({ right: 'proven', comment: 'unproven' })
    expect(follows(verdict)).toEqual({ right: 'stands', comment: 'hold' })
  })

  it('says that nobody is proven where nobody has a test', () => {
    const verdict = judge(['fix-a', 'fix-b'], [])
    expect(follows(verdict)).toEqual({ 'fix-a': 'stands', 'fix-b': 'stands' })
    expect(whatFollows('fix-a', verdict)).toMatchObject({
      reason: 'passes no test that fails on the base, and neither does any other',
    })
  })

  it.each([
    ['passes on the base too', passed, passed],
    ['fails on its own author’s patch', failed(), failed()],
    ['cannot be loaded without what its author adds (`./helper.js`)', failed('load', './helper.js'), passed],
    ['is flaky: it failed, and passed when it was run once more', flaky, passed],
  ])('counts a test for nothing that %s', (reason, base, own) => {
    const verdict = judge(
      ['fix-a', 'bare'],
      [{ author: 'fix-a', on: { base, 'fix-a': own, bare: failed('load') } }],
    )
    expect(verdict.tests[0]?.verdict).toEqual({ kind: 'nothing', reason })
    expect(kinds(verdict)).toEqual({ 'fix-a': 'unproven', bare: 'unproven' })
  })

  it('counts a test for nothing of a rival on whom it is flaky, or cannot be told', () => {
    const verdict = judge(
      ['fix-a', 'fix-b', 'fix-c'],
      [
        {
          author: 'fix-a',
          on: { base: failed(), 'fix-a': passed, 'fix-b': flaky, 'fix-c': failed('unknown') },
        },
      ],
    )
    expect(kinds(verdict)).toEqual({ 'fix-a': 'proven', 'fix-b': 'unproven', 'fix-c': 'unproven' })
  })

  it('takes a test that cannot be loaded on the base as proof once a rival passes it', () => {
    const verdict = judge(
      ['fix-a', 'fix-b'],
      [{ author: 'fix-a', on: { base: failed('load', 'parse'), 'fix-a': passed, 'fix-b': passed } }],
    )
    expect(kinds(verdict)).toEqual({ 'fix-a': 'proven', 'fix-b': 'proven-by-rivals' })
  })

  it('blames a rival for a missing name that the base has', () => {
    const verdict = judge(
      ['fix-a', 'fix-b'],
      [{ author: 'fix-a', on: { base: failed(), 'fix-a': passed, 'fix-b': failed('missing', 'add') } }],
    )
    expect(kinds(verdict)).toEqual({ 'fix-a': 'proven', 'fix-b': 'refuted' })
  })

  it('takes an endless run on the base for a failure', () => {
    const endless: CellOutcome = { kind: 'timed-out', seconds: 60 }
    const verdict = judge(
      ['fix-a', 'bare'],
      [{ author: 'fix-a', on: { base: endless, 'fix-a': passed, bare: passed } }],
    )
    expect(kinds(verdict)).toEqual({ 'fix-a': 'proven', bare: 'proven-by-rivals' })
    expect(verdict.tests[0]?.onBase).toBe('did not end within 60 s')
  })

  it('the order of candidates decides nothing', () => {
    const rows: Row[] = [
      { author: 'a', on: { base: failed(), a: passed, b: failed(), c: passed } },
      { author: 'b', on: { base: failed(), a: failed(), b: passed, c: failed() } },
    ]
    const one = kinds(judge(['a', 'b', 'c'], rows))
    expect(kinds(judge(['c', 'b', 'a'], rows))).toEqual(one)
    expect(one).toEqual({ a: 'proven', b: 'refuted', c: 'proven-by-rivals' })
  })
})

describe('tests by their names', () => {
  const named = (state: string, tests: string, names: Record<string, CellOutcome>): Cell => ({
    state: side(state),
    tests: side(tests),
    ...(tests !== 'base' && { file: 'test/add.test.js' }),
    outcome: Object.values(names).some(({ kind }) => kind === 'failed') ? failed() : passed,
    names: Object.entries(names).map(([name, outcome]) => ({ name, outcome: outcome as { kind: 'passed' } })),
  })

  it('V31: an appended case proves, and the cases that the base has in the file do not', () => {
    const cells = [
      named('base', 'fix-a', { old: passed, fresh: failed() }),
      named('fix-a', 'fix-a', { old: passed, fresh: passed }),
      named('fix-b', 'fix-a', { old: failed(), fresh: passed }),
    ]
    const verdict = judgeMatrix({ matrix: { candidates: ['fix-a', 'fix-b'], cells, left: [] } })
    expect(verdict.tests.map(({ test, verdict: { kind } }) => [test.name, kind])).toEqual([
      ['old', 'nothing'],
      ['fresh', 'accepted'],
    ])
    expect(kinds(verdict)).toEqual({ 'fix-a': 'proven', 'fix-b': 'proven-by-rivals' })
  })

  it('V29: a test of the base that does not run any more on a candidate fails there', () => {
    const cells = [
      named('base', 'base', { one: passed, two: passed, red: failed() }),
      named('exits', 'base', { one: passed }),
      named('fine', 'base', { one: passed, two: passed }),
    ]
    const verdict = judgeMatrix({ matrix: { candidates: ['exits', 'fine'], cells, left: [] } })
    expect(whatFollows('exits', verdict)).toMatchObject({
      gate: { reason: 'fails `two`, a test that the base itself passes (`it did not run`)' },
    })
    expect(kinds(verdict)).toEqual({ exits: 'fails-base', fine: 'unproven' })
    expect(verdict.baseTestsLeftOut).toEqual(['red'])
  })
})

it('S4: a file that names thousands of tests is judged test by test, each list of names read once', () => {
  const on = { base: failed('missing'), right: passed, other: passed }
  const { cells, ...rest } = matrixOf(['right', 'other'], [{ author: 'right', on }])
  const named = cells.map((cell) => {
    const outcome = cell.outcome.kind === 'failed' ? cell.outcome : { kind: 'passed' as const }
    return { ...cell, names: Array.from({ length: 15_000 }, (_, at) => ({ name: `test ${at}`, outcome })) }
  })
  expect(judgeMatrix({ matrix: { ...rest, cells: named } }).tests).toHaveLength(15_000)
})
