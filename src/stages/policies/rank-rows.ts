import { changedLines } from '../../domain/candidate/patch.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'
import { strengthText } from '../../messages/proof/strength.ts'

const RESULTS: Record<Row['result'], number> = { promote: 0, hold: 1, waiting: 2, reject: 3 }

/** One criterion that rows are ordered by, and what is said of the better row. */
interface Order {
  /** The higher one first. */
  readonly rank: (row: Row) => number
  readonly words: (better: Row) => string
}

/** What outranks every score: no few lines make up for it. */
const BEFORE: readonly Order[] = [
  { rank: ({ proof }) => (proof?.holds ? 0 : 1), words: () => 'passes tests that fail on the base' },
  {
    rank: ({ turnsGreen = [] }) => turnsGreen.length,
    words: ({ turnsGreen = [] }) =>
      `makes ${list(turnsGreen.map((check) => codeSpan(check, 80)))} pass, which ${turnsGreen.length === 1 ? 'fails' : 'fail'} on the base`,
  },
  {
    rank: ({ changesExpectations }) => (changesExpectations ? 0 : 1),
    words: () => 'passes the existing tests as they are',
  },
  {
    rank: ({ proof }) => noticedShare(proof?.strength),
    words: ({ proof }) =>
      `has tests that notice more${proof?.strength ? `, ${strengthText(proof.strength)}` : ''}`,
  },
]

type Strength = NonNullable<Row['proof']>['strength']

function noticedShare(strength: Strength): number {
  return strength?.counts ? strength.noticed / strength.of : 0
}

/** How ties are broken. Never by the bigger diff (A13), and never by the order in which the rows came. */
const TIES: readonly Order[] = [
  { rank: ({ testsAdded = [] }) => (testsAdded.length > 0 ? 1 : 0), words: () => 'the one that adds a test' },
  {
    rank: ({ agreement = [] }) => agreement.length,
    words: () => 'the patch that was written more often',
  },
  { rank: (row) => -linesOfRow(row), words: () => 'the smaller diff' },
]

/** The last criteria say nothing about a patch; they only make sure that the same evidence gives the same verdict. */
const ORDER: readonly Order[] = [{ rank: (row) => -planned(row), words: () => 'the one planned first' }]

/**
 * Rows by result, then by what outranks every score, then by their keys, then by how ties are broken: who adds a test, what was
 * written alike more often, the smaller diff without tests, the one planned first (its tag), then the name.
 */
export function rankRows(rows: readonly Row[]): Row[] {
  return rows.toSorted(
    (a, b) =>
      RESULTS[a.result] - RESULTS[b.result] ||
      (deciding(BEFORE, a, b)?.difference ?? 0) ||
      compareKeys(b, a) ||
      (deciding([...TIES, ...ORDER], a, b)?.difference ?? 0) ||
      (a.candidate < b.candidate ? -1 : 1),
  )
}

export function isTie(a: Row, b: Row): boolean {
  return deciding(BEFORE, a, b) === undefined && scoresAlike(a, b)
}

export function scoresAlike(a: Row, b: Row): boolean {
  return compareKeys(a, b) === 0
}

/** What the better of two rows has that outranks every score, as the end of `it …`; undefined where their keys decide. */
export function outranks(better: Row, worse: Row): string | undefined {
  return deciding(BEFORE, better, worse)?.order.words(better)
}

/** Why the better of two rows with equal keys stands first, as a clause. */
export function tieBreak(better: Row, worse: Row): string {
  const found = deciding(TIES, better, worse)
  if (found) return `the tie goes to ${found.order.words(better)}`
  const taken = deciding(ORDER, better, worse)?.order.words(better) ?? 'the first one by name'
  return `nothing that counts tells the two apart: ${taken} is taken`
}

/** Neither a rule nor a measure has decided between them. */
export function isToss(a: Row, b: Row): boolean {
  return isTie(a, b) && deciding(TIES, a, b) === undefined
}

/** The first order in which two rows differ; the difference is below 0 where `a` goes first. */
function deciding(orders: readonly Order[], a: Row, b: Row) {
  const order = orders.find(({ rank }) => rank(a) !== rank(b))
  return order && { order, difference: order.rank(b) - order.rank(a) }
}

function compareKeys({ key: a = [] }: Row, { key: b = [] }: Row): number {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = billionths(a[index]) - billionths(b[index])
    if (difference !== 0) return difference
  }
  return 0
}

/** Sums of the same parts in another order may differ in the last bits; that is not a difference. */
function billionths(element = 0): number {
  return Math.round(element * 1e9)
}

/** Without tests, comments and documentation, as every policy counts a size. */
function linesOfRow({ insertions = 0, deletions = 0, testLines, wordLines }: Row): number {
  const beside = [testLines, wordLines].map((one) => (one ? changedLines(one) : 0))
  return beside.reduce((lines, one) => lines - one, changedLines({ insertions, deletions }))
}

/** `primary`, `alt1`, `alt2`, …; whoever has no such tag comes after them. */
function planned({ tag }: Row): number {
  const alternative = /^alt([1-9]\d{0,5})$/.exec(tag)?.[1]
  if (alternative !== undefined) return Number(alternative)
  return tag === 'primary' ? 0 : Number.MAX_SAFE_INTEGER
}
