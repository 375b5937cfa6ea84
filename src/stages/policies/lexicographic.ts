import type { CandidateEvidence } from '../../domain/candidate-evidence.ts'
import { type ScorePart, UNKNOWN_ELEMENT } from '../../domain/scoreboard.ts'
import { addedLines, besideTests, type PolicyScore, passes } from './policy-score.ts'

/**
 * B4, the 5-tuple of the seed "Speculative dispatch": (tests_pass, −complexity_delta, −lines_added, 0, −runtime), compared
 * element by element. What is not known counts as worse than anything that is: silence must not win. The 0 is kept "for future
 * metrics": it is 1 for who adds a test, which must not lose by the time that the test takes.
 */
export function lexicographic(all: readonly CandidateEvidence[]): readonly PolicyScore[] {
  return all.map((candidate) => {
    const parts = elements(candidate)
    return { id: candidate.id, key: parts.map((part) => part.points), parts }
  })
}

function elements(candidate: CandidateEvidence): readonly ScorePart[] {
  const { complexity_delta, test_runtime_seconds } = candidate
  const lines = addedLines(candidate)
  const passed = passes(candidate)
  return [
    element('tests_pass', passed ? 1 : 0, `tests_pass=${passed ? 'True' : 'False'}`),
    element('complexity_delta', negated(complexity_delta), metric('complexity_delta', complexity_delta)),
    element('lines_added', negated(lines), `${metric('lines_added', lines)}${besideTests(candidate)}`),
    addsTests(candidate),
    element(
      'test_runtime_seconds',
      negated(test_runtime_seconds),
      metric('test_runtime_seconds', test_runtime_seconds),
    ),
  ]
}

function addsTests({ tests_added }: CandidateEvidence): ScorePart {
  return tests_added > 0
    ? element('adds_tests', 1, 'it adds tests')
    : element('adds_tests', 0, 'it adds no test')
}

function negated(value: number | null): number {
  if (value === null) return UNKNOWN_ELEMENT
  return value === 0 ? 0 : -value
}

function metric(name: string, value: number | null): string {
  return value === null ? `${name} unknown, which counts as the worst` : `${name}=${value}`
}

function element(name: string, points: number, explanation: string): ScorePart {
  return { name, points, outOf: 0, explanation }
}
