import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FileClass, type Measures } from '../../../src/domain/judgement/measures.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { comparedGates, guardPatch, trippedGates } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { propertyRuns } from '../../property-runs.ts'

/** Names and words as a candidate may choose them, also those made to break out of code. */
const foreign = fc.oneof(
  fc.constantFrom('a`b', '``\n# x', '\n- @maya', 'src/a.ts', '|x|', '<!-- x -->', '`', '\u2028x'),
  fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
)
const line = fc.option(fc.integer({ min: 1, max: 9 }))
const hash = fc.option(fc.constantFrom('a', 'b'))

const finding = fc.record({
  category: fc.constantFrom('security' as const, 'migration-risk' as const, 'snapshot-drift' as const),
  rule: fc.constantFrom('tls-off', 'secret/github', 'secret/unread'),
  path: foreign,
  line,
  detail: fc.constant('adds something'),
})
const weakened = fc.record({
  path: foreign,
  line,
  what: fc.constantFrom(
    'deleted' as const,
    'skipped' as const,
    'focused' as const,
    'assertions-removed' as const,
  ),
  detail: foreign,
})
const fileChange = fc
  .record({
    path: foreign,
    binary: fc.boolean(),
    bytes: fc.integer({ min: 0, max: 2_000_000 }),
    mode: fc.constantFrom('100644', '120000', '160000'),
    linkTarget: foreign,
    status: fc.constantFrom('added' as const, 'modified' as const, 'deleted' as const),
  })
  .map(({ path, ...rest }) => aFile(path, rest))

const measures: fc.Arbitrary<Measures> = fc
  .record({
    files: fc.array(fc.record({ path: foreign, class: fc.constantFrom(...FileClass.options) }), {
      maxLength: 3,
    }),
    insertions: fc.integer({ min: 0, max: 1_000 }),
    weakened: fc.array(weakened, { maxLength: 2 }),
    fixtures: fc.array(fc.record({ path: fc.constantFrom('f/a', 'f/b'), hash }), { maxLength: 2 }),
    findings: fc.array(finding, { maxLength: 2 }),
    patchId: fc.constantFrom('x', 'y', 'z'),
  })
  .map(({ insertions, weakened, ...rest }) =>
    someMeasures({
      ...rest,
      written: { insertions, deletions: 0 },
      tests: { added: [], changed: [], weakened },
    }),
  )

const gateCase = (id: string, place: number): fc.Arbitrary<GateCase> =>
  fc
    .record({
      files: fc.array(fileChange, { maxLength: 3 }),
      measures: fc.option(measures, { nil: undefined }),
      confidence: fc.option(fc.constantFrom(0.1, 0.3, 0.9), { nil: undefined }),
      head: fc.option(foreign),
      closer: fc.option(foreign),
      check: fc.option(fc.record({ check: foreign, detail: foreign })),
    })
    .map(({ files, measures, confidence, head, closer, check }) => {
      const closed = { kind: 'closed' as const, actor: closer ?? undefined, ours: false, at: '' }
      const pullRequest = aPullRequest(id, 21, {
        ...(head !== null && { head }),
        ...(closer !== null && { state: 'closed' as const, events: [closed] }),
      })
      const checks = check ? [{ ...check, verdict: 'failed' as const, reason: 'failed' }] : []
      return aCase({
        id,
        place,
        patch: aPatch(id, files),
        measures,
        confidence,
        facts: candidateFacts(id, pullRequest),
        verification: { state: checks.length > 0 ? 'failed' : 'passed', reason: '', checks },
      })
    })

const cases = fc.tuple(gateCase('one', 0), gateCase('two', 1), gateCase('three', 2))
const all = (candidate: GateCase, others: readonly GateCase[]) => [
  ...trippedGates(candidate),
  ...comparedGates(candidate, others),
]

describe('every gate', () => {
  it('gives a reason that stays one line and in its code spans', () => {
    fc.assert(
      fc.property(cases, (some) => {
        for (const { reason } of some.flatMap((one) => all(one, some))) {
          expect(reason).not.toMatch(/[\n\r\u2028\u2029]/)
          expect(reason).not.toContain('<!--')
          expect(outsideOfCode(reason)).not.toMatch(/[`@#<|]/)
        }
      }),
      propertyRuns(500),
    )
  })

  it('judges the same in whatever order candidates come', () => {
    fc.assert(
      fc.property(cases, fc.nat(5), (some, turn) => {
        const [one, two, three] = some
        const orders = [
          [one, two, three],
          [one, three, two],
          [two, one, three],
          [two, three, one],
          [three, one, two],
          [three, two, one],
        ]
        for (const candidate of some) expect(all(candidate, orders[turn] ?? [])).toEqual(all(candidate, some))
      }),
      propertyRuns(500),
    )
  })

  it('that tripped stays tripped when more evidence of failure comes', () => {
    fc.assert(
      fc.property(cases, measures, fileChange, (some, more, file) => {
        const [candidate] = some
        const worse: GateCase = {
          ...candidate,
          patch: aPatch(candidate.id, [...candidate.patch.files, file]),
          confidence: Math.min(candidate.confidence ?? 0.1, 0.1),
          ...(candidate.measures && { measures: worsened(candidate.measures, more) }),
        }
        const before = gateNames(all(candidate, some))
        const after = gateNames(all(worse, [worse, ...some.slice(1)]))
        // A file more is no evidence that nothing was changed.
        for (const gate of before) if (gate !== 'empty diff') expect(after).toContain(gate)
      }),
      propertyRuns(500),
    )
  })

  it('of the guard is a gate of the verdict as well', () => {
    fc.assert(
      fc.property(gateCase('one', 0), (candidate) => {
        expect(trippedGates(candidate).slice(0, guardPatch(candidate).length)).toEqual(guardPatch(candidate))
      }),
      propertyRuns(100),
    )
  })
})

function worsened(measures: Measures, more: Measures): Measures {
  return {
    ...measures,
    written: {
      insertions: measures.written.insertions + more.written.insertions,
      deletions: measures.written.deletions,
    },
    tests: { ...measures.tests, weakened: [...measures.tests.weakened, ...more.tests.weakened] },
    findings: [...measures.findings, ...more.findings],
  }
}

function gateNames(results: readonly { gate: string }[]): string[] {
  return results.map((one) => one.gate)
}

/** CommonMark 6.1: a run of backticks opens a code span that the next run of the same length closes. */
function outsideOfCode(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
}
