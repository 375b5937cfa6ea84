import type { AttemptFailure, AttemptOutcome } from '../../domain/candidate/attempt.ts'
import type { BroughtTest, ProofTest, Question, Standing } from '../../domain/proof/proof.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

/** A test as people know it: by its name, else by its file. */
function testWords({ name, file }: ProofTest): string {
  return codeSpan(name ?? file, 120)
}

/** What the matrix says of one candidate, as a clause that follows its name. */
export function standingWords(standing: Standing, tests: readonly BroughtTest[]): string {
  switch (standing.kind) {
    case 'fails-base': {
      const [first = ''] = standing.tests
      const more = standing.tests.length > 1 ? ` and ${standing.tests.length - 1} more` : ''
      return `fails ${codeSpan(first, 120)}${more}, ${standing.tests.length > 1 ? 'tests' : 'a test'} that the base itself passes (${codeSpan(standing.words, 120)})`
    }
    case 'refuted':
      return refutedWords(standing.by, tests)
    case 'disputed':
      return `and ${names(standing.with)} fail each other's tests: a human must say which is right`
    case 'proven':
      return provenWords(standing)
    case 'proven-by-rivals':
      return rivalsWords(standing.by)
    case 'unproven':
      return standing.beside.length === 0
        ? 'passes no test that fails on the base, and neither does any other'
        : `passes no test that fails on the base, while ${names(standing.beside)} ${standing.beside.length > 1 ? 'do' : 'does'}`
    default:
      return standing satisfies never
  }
}

export function questionWords(question: Question): string {
  return question.kind === 'refute-each-other'
    ? `${names(question.candidates)} fail each other's tests, and nobody passes them all`
    : `${testWords(question.test)}, the test that ${codeSpan(question.test.author, 40)} brings, fails on ${names(question.others)} and passes on ${codeSpan(question.test.author, 40)} alone`
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
  internal: 'the tests could not be run, through a fault of this app',
}

function refutedWords([first, ...others]: readonly ProofTest[], tests: readonly BroughtTest[]): string {
  if (!first) return 'fails a test of a rival'
  const brought = tests.find(({ test }) => test === first)
  const onBase = brought?.unsure ? '' : '; it also fails on the base, so it shows the bug'
  const more = others.length > 0 ? `, and ${others.length} more` : ''
  return `fails ${testWords(first)}, a test that ${codeSpan(first.author, 40)} brings${more}${onBase}`
}

function provenWords({ by, turnsGreen }: Extract<Standing, { kind: 'proven' }>): string {
  if (by.length === 0) return 'makes a required check pass that fails on the base'
  const green = turnsGreen ? ', and makes a required check pass' : ''
  return `brings ${testsWords(by)}, which ${by.length > 1 ? 'fail' : 'fails'} on the base and ${by.length > 1 ? 'pass' : 'passes'} here${green}`
}

function rivalsWords(by: readonly ProofTest[]): string {
  const who = [...new Set(by.map(({ author }) => author))]
  const [tests, fail] = by.length > 1 ? ['tests', 'fail'] : ['a test', 'fails']
  return `passes ${testsWords(by)}, ${tests} of ${names(who)} that ${fail} on the base`
}

function testsWords([first, ...others]: readonly ProofTest[]): string {
  if (!first) return 'a test'
  return others.length === 0 ? testWords(first) : `${testWords(first)} and ${others.length} more`
}

function names(ids: readonly string[]): string {
  return list(ids.map((id) => codeSpan(id, 40)))
}
