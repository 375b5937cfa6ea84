import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import { type ScorePart, UNKNOWN_ELEMENT } from '../../domain/judgement/scoreboard.ts'
import { count, formatSigned } from '../../messages/numbers.ts'
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
    element('tests_pass', passed ? 1 : 0, passed ? 'tests pass' : 'tests fail'),
    element('complexity_delta', negated(complexity_delta), complexityWords(complexity_delta)),
    element('lines_added', negated(lines), `${count(lines, 'line')} added${besideTests(candidate)}`),
    addsTests(candidate),
    element(
      'test_runtime_seconds',
      negated(test_runtime_seconds),
      test_runtime_seconds === null ? `time of the checks ${UNKNOWN}` : `${test_runtime_seconds} s of checks`,
    ),
  ]
}

const UNKNOWN = 'unknown, which counts as the worst'

function complexityWords(delta: number | null): string {
  if (delta === null) return `complexity ${UNKNOWN}`
  return delta === 0 ? 'complexity unchanged' : `complexity ${formatSigned(delta)}`
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

function element(name: string, points: number, explanation: string): ScorePart {
  return { name, points, outOf: 0, explanation }
}
