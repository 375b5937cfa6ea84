import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Row, ScorePart } from '../../domain/judgement/row.ts'
import { UNKNOWN_ELEMENT } from '../../domain/judgement/scoreboard.ts'
import { count, formatSigned } from '../../messages/numbers.ts'
import type { Discarded, Policy } from './policy.ts'
import { addedLines, besideTests, type PolicyScore, passes } from './policy-score.ts'
import { plainReason, rationaleMetrics } from './rationale-metrics.ts'

/** B4: element by element, without a threshold. */
export const lexicographic: Policy = {
  score: rankByTuple,
  heading: 'Rank key',
  notes: ({ rows }) => (rows.some(({ key = [] }) => key.length > 0) ? [KEY_LEGEND] : []),
  discarded,
  documentation: {
    score:
      '(tests_pass, −complexity_delta, −lines_added, adds a test, −runtime), compared element by element; what is unknown counts as the worst',
    winsFrom: 'no threshold',
  },
}

const KEY_LEGEND =
  'The rank key is compared from left to right, and the higher number ranks first: all tests pass (1) or not (0), complexity added, lines added, adds tests (1) or not (0), seconds that the checks took. Complexity, lines and seconds count as minus. ? means unknown, which counts as the worst.'

/**
 * B4, the 5-tuple of the seed "Speculative dispatch": (tests_pass, −complexity_delta, −lines_added, 0, −runtime), compared
 * element by element. What is not known counts as worse than anything that is: silence must not win. The 0 is kept "for future
 * metrics": it is 1 for who adds a test, which must not lose by the time that the test takes.
 */
export function rankByTuple(all: readonly CandidateEvidence[]): readonly PolicyScore[] {
  return all.map((candidate) => {
    const parts = elements(candidate)
    return { id: candidate.id, key: parts.map((part) => part.points), parts }
  })
}

/** The rationale speaks in the words of the seed, and like the seed it names the discarded ones from the last to the second. */
function discarded(losers: readonly Row[]): readonly Discarded[] {
  return losers.toReversed().map((row) => {
    const tests = row.tests === 'pass' ? 'tests_passed' : 'tests_failed'
    const gate = row.result === 'reject' ? [plainReason(row)] : []
    return { row, why: [tests, ...rationaleMetrics(row), ...gate].join(', ') }
  })
}

function elements(candidate: CandidateEvidence): readonly ScorePart[] {
  const { complexity_delta, test_runtime_seconds } = candidate
  const lines = addedLines(candidate)
  const passed = passes(candidate)
  return [
    element('tests_pass', passed ? 1 : 0, passed ? 'tests pass' : 'tests fail'),
    element('complexity_delta', negated(complexity_delta), complexityText(complexity_delta)),
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

function complexityText(delta: number | null): string {
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
