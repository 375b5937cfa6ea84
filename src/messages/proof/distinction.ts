import type { AttemptFailure, AttemptOutcome } from '../../domain/candidate/attempt.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Difference, ScoreboardDistinction } from '../../domain/proof/distinction.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

type Differs = Extract<ScoreboardDistinction, { kind: 'differs' }>

/** Why there is no test that tells two candidates apart: a clause that follows the name of who was asked. `detail` is foreign text. */
export function noTestReason({
  failure,
  detail,
}: Pick<Extract<AttemptOutcome, { kind: 'failure' }>, 'failure' | 'detail'>): string {
  if (failure === 'no-changes') return `left none${detail.trim() === '' ? '' : `: ${codeSpan(detail, 200)}`}`
  const why = WHY[failure] ?? 'what it left could not be read'
  return `left none, because ${why}${detail.trim() === '' ? '' : ` (${codeSpan(detail, 200)})`}`
}

const WHY: Partial<Record<AttemptFailure, string>> = {
  'timed-out': 'its time was up',
  crashed: 'it ended with an error',
  'not-installed': 'it could not be started',
  'limit-exceeded': 'it used more of the machine than allowed',
  'budget-spent': 'its budget was spent',
  'model-unavailable': 'it got no answer from its model',
  cancelled: 'it was cancelled',
  interrupted: 'it was interrupted',
  internal: 'a fault in this app stopped it',
}

/**
 * A clause about the candidate that gives the answer which the issue does not ask for; it follows the candidate's
 * name.
 */
export function wrongText({ difference, by, verdict }: Differs, answer: Difference['onBase']): string {
  const test = `${testName(difference)}, a test by ${codeSpan(by, 40)}`
  const said = verdict.kind === 'decided' ? `: ${quotes(verdict.by)}` : ''
  return answer === 'passes'
    ? `passes ${test}, and the issue asks for the opposite${said}`
    : `fails ${test}, and the issue asks for what it tests${said}`
}

/** What became of it, in a few sentences that quote foreign text as code. Undefined where nobody was to be asked. */
export function distinctionSentence({ distinction, rows }: Scoreboard): string | undefined {
  if (!distinction) return undefined
  const [first, second] = distinction.between.map(name)
  switch (distinction.kind) {
    case 'not-asked':
      return `${first} and ${second} both pass everything, and nobody was asked for a test on which they differ: ${distinction.reason}.`
    case 'nothing':
      return `${first} and ${second} both pass everything. ${codeSpan(distinction.by, 40)} was asked for a test on which they differ, and ${distinction.reason}.`
    case 'differs':
      return [
        `${first} and ${second} both pass everything.`,
        differenceText(distinction),
        elsewhereText(distinction.difference),
        verdictText(distinction, rows),
      ]
        .filter((one) => one !== '')
        .join(' ')
    default:
      return distinction satisfies never
  }
}

function differenceText({ difference, by }: Differs): string {
  const { passes, fails, words } = difference
  return `They differ on ${testName(difference)}, a test by ${codeSpan(by, 40)}, which wrote neither: ${name(passes)} passes it, ${name(fails)} fails it (${codeSpan(words, 160)}).`
}

function elsewhereText({ onBase, others }: Difference): string {
  const who = (said: Difference['onBase']) => [
    ...(onBase === said ? ['the base'] : []),
    ...others.filter((one) => one.said === said).map(({ candidate }) => name(candidate)),
  ]
  const [passing, failing] = [who('passes'), who('fails')]
  const parts = [
    ...(passing.length > 0 ? [`${list(passing)} ${passing.length > 1 ? 'pass' : 'passes'} it`] : []),
    ...(failing.length > 0 ? [`${list(failing)} ${failing.length > 1 ? 'fail' : 'fails'} it`] : []),
  ]
  if (parts.length === 0) return ''
  const said = list(parts)
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
}

function verdictText({ verdict, difference }: Differs, rows: readonly Row[]): string {
  if (rows.some(({ result }) => result === 'waiting')) return 'Its reviewers are asked what the issue says.'
  if (verdict.kind === 'decided')
    return `The issue's own words ask for what ${name(verdict.right)} does: ${quotes(verdict.by)}.`
  const question = `Which one does the issue ask for? This is left to a human, because ${verdict.reason}.`
  const of = (id: string) => rows.find(({ candidate }) => candidate === id)
  const [a, b] = [of(difference.passes), of(difference.fails)]
  const [winner, other] = a?.result === 'promote' ? [a, b] : [b, a]
  if (winner?.result !== 'promote' || !other) return question
  const it = other.pullRequest === undefined ? '' : ` #${other.pullRequest}`
  return `${question} If it is ${name(other.candidate)}, merge its pull request${it} in place of the winner's.`
}

/** Reviewers who quote the same words are named together. */
function quotes(by: readonly { readonly toolchain: string; readonly quote: string }[]): string {
  const words = [...new Set(by.map(({ quote }) => codeSpan(quote, 200)))]
  const who = (said: string) =>
    by.flatMap(({ quote, toolchain }) => (codeSpan(quote, 200) === said ? [codeSpan(toolchain, 40)] : []))
  return list(words.map((said) => `${said} (quoted by ${list(who(said))})`))
}

/** A test as people know it: by its name, else by its file. */
function testName({ name: own, file }: Difference): string {
  return codeSpan(own ?? file, 120)
}

function name(id: string): string {
  return codeSpan(id, 40)
}
