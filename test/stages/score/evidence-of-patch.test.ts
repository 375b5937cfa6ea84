import { describe, expect, it } from 'vitest'
import type { CheckVerdict } from '../../../src/domain/checks/evidence.ts'
import { patchNumbers } from '../../../src/stages/score/columns/patch-numbers.ts'
import { evidenceOfPatch } from '../../../src/stages/score/evidence-of-patch.ts'
import type { PatchFacts } from '../../../src/stages/score/patch-facts.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'

const passed = (check: string, overrides: Partial<CheckVerdict> = {}): CheckVerdict => ({
  check,
  verdict: 'passed',
  reason: 'passed',
  ...overrides,
})

const told = (overrides: Partial<PatchFacts> = {}) =>
  evidenceOfPatch({
    id: 'one',
    tag: 'alt1',
    confidence: undefined,
    numbers: patchNumbers(aPatch('one', []), undefined, 'green'),
    checks: [],
    tests: 'pass',
    turnsGreen: [],
    latency: undefined,
    testRuntimeSeconds: undefined,
    ...overrides,
  })

describe('what a policy may know of a patch', () => {
  it('is the worst and nothing where nothing is known', () => {
    expect(told({ tests: 'pending' })).toStrictEqual({
      id: 'one',
      tag: 'alt1',
      checks: [],
      tests_pass: false,
      lint_pass: true,
      insertions: 0,
      deletions: 0,
      test_insertions: 0,
      test_deletions: 0,
      word_insertions: 0,
      word_deletions: 0,
      tests_added: 0,
      turns_green: 0,
      changes_expectations: false,
      complexity_delta: null,
      risk: 'low',
      confidence: null,
      review: null,
      p95_latency_ms: null,
      p95_trusted: false,
      test_runtime_seconds: null,
      gates: [],
    })
  })

  it('is every number that is known', () => {
    const files = [
      aFile('src/a.js', { insertions: 7, deletions: 3 }),
      aFile('test/a.test.js', { status: 'added', insertions: 4, deletions: 0 }),
    ]
    const measures = someMeasures({
      files: [
        { path: 'src/a.js', class: 'source' },
        { path: 'test/a.test.js', class: 'test' },
      ],
      written: { insertions: 11, deletions: 3 },
      aside: [{ what: 'comments', insertions: 2, deletions: 1 }],
      complexity: { delta: 3, functions: [], unmeasured: [] },
      tests: { ...someMeasures({}).tests, added: ['test/a.test.js'] },
    })
    expect(
      told({
        numbers: patchNumbers(aPatch('one', files), measures, 'green'),
        confidence: 0.4,
        turnsGreen: ['a', 'b'],
        latency: { milliseconds: 5, trusted: true },
        testRuntimeSeconds: 6,
      }),
    ).toMatchObject({
      tests_pass: true,
      insertions: 11,
      deletions: 3,
      test_insertions: 4,
      test_deletions: 0,
      word_insertions: 2,
      word_deletions: 1,
      tests_added: 1,
      turns_green: 2,
      complexity_delta: 3,
      risk: 'low',
      confidence: 0.4,
      p95_latency_ms: 5,
      p95_trusted: true,
      test_runtime_seconds: 6,
    })
  })

  it.each([
    ['ESLint', 'lint'],
    ['check-format', 'lint'],
    ['Test (22)', 'tests'],
    ['rspec', 'tests'],
    ['build', 'other'],
  ])('takes the check %s for one of %s by its name', (check, kind) => {
    expect(told({ checks: [passed(check)] }).checks).toStrictEqual([{ name: check, verdict: 'passed', kind }])
  })

  it('passes lint when all that lint pass, and leaves out what fails on the base already', () => {
    const lint = (verdict: CheckVerdict['verdict'], overrides: Partial<CheckVerdict> = {}) =>
      passed('lint', { verdict, ...overrides })
    const lints = (...checks: CheckVerdict[]) => told({ checks }).lint_pass
    expect(lints(lint('passed'), passed('test', { verdict: 'failed' }))).toBe(true)
    expect(lints(lint('passed'), lint('failed'))).toBe(false)
    expect(lints(lint('failed', { redOnBase: true }))).toBe(true)
  })

  it('keeps the category of a check', () => {
    const checks = [passed('audit', { hardFail: 'security' })]
    expect(told({ checks }).checks[0]?.hard_fail).toBe('security')
  })
})
