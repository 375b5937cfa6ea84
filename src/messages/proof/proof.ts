import type { AttemptFailure, AttemptOutcome } from '../../domain/candidate/attempt.ts'
import type { BroughtTest, ProofStatus, ProofTest, Question } from '../../domain/proof/proof.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

/** A test as people know it: by its name, else by its file, which may be one of the base's. */
export function testText({ author, name, file, grows }: ProofTest, maxLength = 120): string {
  return grows
    ? `the cases that ${codeSpan(author, 40)} adds to ${codeSpan(file, maxLength)}`
    : codeSpan(name ?? file, maxLength)
}

/** What the matrix says of one candidate, as a clause that follows its name. */
export function proofStatusText(status: ProofStatus, tests: readonly BroughtTest[]): string {
  switch (status.kind) {
    case 'fails-base': {
      const [first = ''] = status.tests
      const more = status.tests.length > 1 ? ` and ${status.tests.length - 1} more` : ''
      return `fails ${codeSpan(first, 120)}${more}, ${status.tests.length > 1 ? 'tests' : 'a test'} that the base itself passes (${codeSpan(status.words, 120)})`
    }
    case 'refuted':
      return refutedText(status.by, tests)
    case 'disputed':
      return `and ${names(status.with)} fail each other's tests: a human must say which is right`
    case 'proven':
      return provenText(status)
    case 'proven-by-rivals':
      return rivalsText(status.by)
    case 'unproven':
      return status.beside.length === 0
        ? (disputeText(tests) ?? 'passes no test that fails on the base, and neither does any other')
        : `passes no test that fails on the base, while ${names(status.beside)} ${status.beside.length > 1 ? 'do' : 'does'}`
    default:
      return status satisfies never
  }
}

/** Where a test was brought that more candidates fail than pass, so that it proves nobody. */
function disputeText(tests: readonly BroughtTest[]): string | undefined {
  const disputed = disputedTest(tests)
  return disputed === undefined ? undefined : `is not proven, because ${disputed}`
}

/** A clause about the first one. */
export function disputedTest(tests: readonly BroughtTest[]): string | undefined {
  const disputed = tests.find(({ verdict }) => verdict.kind === 'contested')
  if (!disputed) return undefined
  const { test } = disputed
  return `more candidates fail ${testText(test)} than pass ${test.grows ? 'them' : 'it'}`
}

export function questionText(question: Question): string {
  if (question.kind === 'refute-each-other')
    return `${names(question.candidates)} fail each other's tests, and nobody passes them all`
  const { test, others } = question
  const author = codeSpan(test.author, 40)
  return test.grows
    ? `${testText(test)} fail on ${names(others)} and pass on ${author} alone`
    : `${testText(test)}, the test that ${author} brings, fails on ${names(others)} and passes on ${author} alone`
}

/** Why nothing was run, as the end of `not cross-checked: …`. */
export function notCheckedReason({ failure, detail }: Extract<AttemptOutcome, { kind: 'failure' }>): string {
  const what = FAILURES[failure]
  if (what !== undefined) return what
  return detail.trim() === '' ? 'the tests could not be run' : codeSpan(detail, 300)
}

const FAILURES: Partial<Record<AttemptFailure, string>> = {
  'budget-spent': 'the budget is spent',
  interrupted: 'the worker that ran the tests stopped answering',
  cancelled: 'the runs were cancelled',
  internal: 'the tests could not be run, because of a fault in this app',
}

function refutedText([first, ...others]: readonly ProofTest[], tests: readonly BroughtTest[]): string {
  if (!first) return 'fails a test of a rival'
  const brought = tests.find(({ test }) => test === first)
  const onBase = brought?.unsure ? '' : '; it also fails on the base, so it shows the bug'
  const more = others.length > 0 ? `, and ${others.length} more` : ''
  if (first.grows)
    return `fails ${testText(first)}${more}${brought?.unsure ? '' : '; they also fail on the base, so they show the bug'}`
  return `fails ${testText(first)}, a test that ${codeSpan(first.author, 40)} brings${more}${onBase}`
}

function provenText({ by, turnsGreen }: Extract<ProofStatus, { kind: 'proven' }>): string {
  if (by.length === 0) return 'makes a required check pass that fails on the base'
  const green = turnsGreen ? ', and makes a required check pass' : ''
  const [first] = by
  const isOne = by.length === 1 && !first?.grows
  const what = first?.grows
    ? `adds cases to ${codeSpan(first.file, 120)}${moreOf(by)}`
    : `brings ${testsText(by)}`
  return `${what}, which ${isOne ? 'fails' : 'fail'} on the base and ${isOne ? 'passes' : 'pass'} here${green}`
}

function rivalsText(by: readonly ProofTest[]): string {
  const who = [...new Set(by.map(({ author }) => author))]
  if (by.length === 1 && by[0]?.grows) return `passes ${testText(by[0])}, which fail on the base`
  const [tests, fail] = by.length > 1 ? ['tests', 'fail'] : ['a test', 'fails']
  return `passes ${testsText(by)}, ${tests} of ${names(who)} that ${fail} on the base`
}

function testsText(tests: readonly ProofTest[]): string {
  const [first] = tests
  return first ? `${testText(first)}${moreOf(tests)}` : 'a test'
}

function moreOf(tests: readonly ProofTest[]): string {
  return tests.length > 1 ? ` and ${tests.length - 1} more` : ''
}

function names(ids: readonly string[]): string {
  return list(ids.map((id) => codeSpan(id, 40)))
}
