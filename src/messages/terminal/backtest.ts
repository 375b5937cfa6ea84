import type { Backtest, BacktestFix, Tally } from '../../domain/judgement/backtest.ts'
import { cut, oneLine } from '../foreign/foreign-text.ts'
import { count } from '../numbers.ts'

/** What came of one fix, as progress. */
export function backtestLine(
  fix: BacktestFix,
  { number, of }: { readonly number: number; readonly of: number },
): string {
  const head = `${String(number).padStart(3)}/${of} ${fix.commit.slice(0, 9)} ${cut(oneLine(fix.subject), 60)}`
  if (fix.kind === 'left') return `${head}\n        left out: ${cut(oneLine(fix.why), 160)}`
  const wins = fix.outcomes.map(({ policy, without, with: proof }) => {
    const who = (id: string | undefined) => id ?? 'nobody'
    return `${policy}: ${who(without.promoted)} → ${who(proof.promoted)}`
  })
  return `${head}\n        ${fix.isOpen ? 'the checks pass a wrong one too' : 'the checks tell right from wrong'}; ${wins.join(', ')} (${fix.runs} runs, ${fix.seconds} s)`
}

/** The table, and every pool in which a right one was not promoted with proof, and why. */
export function backtestText(backtest: Backtest): string {
  const judged = backtest.fixes.filter(({ kind }) => kind === 'judged').length
  const open = backtest.fixes.filter((one) => one.kind === 'judged' && one.isOpen).length
  return [
    '',
    `${count(backtest.fixes.length, 'past fix', 'past fixes')}, ${judged} judged; in ${open} of these the checks pass a wrong candidate too.`,
    '',
    ...tableLines(backtest),
    '',
    ...missed(backtest),
    ...leftOut(backtest),
  ].join('\n')
}

const WIDTHS = [16, 20, 8, 8, 8] as const

function tableLines({ counts }: Backtest): readonly string[] {
  const line = (...cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
      .join('')
      .trimEnd()
  const titles = { open: 'fixes where the checks pass a wrong candidate too', all: 'all judged fixes' }
  return (['open', 'all'] as const).flatMap((pools) => [
    `Promoted, ${titles[pools]}:`,
    line('  policy', '', 'right', 'wrong', 'nobody'),
    ...counts
      .filter((one) => one.pools === pools)
      .flatMap(({ policy, without, with: proof }) => [
        line(`  ${policy}`, 'checks and score', ...numbers(without)),
        line('', 'with proof', ...numbers(proof)),
      ]),
    '',
  ])
}

function numbers({ right, wrong, nobody }: Tally): readonly string[] {
  return [String(right), String(wrong), String(nobody)]
}

function missed({ fixes }: Backtest): readonly string[] {
  const lines = fixes.flatMap((fix) => {
    if (fix.kind === 'left') return []
    const misses = fix.outcomes.filter(
      ({ with: proof }) => !fix.pool.some(({ id, isRight }) => isRight && id === proof.promoted),
    )
    return misses.length === 0
      ? []
      : [
          `  ${fix.commit.slice(0, 9)} ${cut(oneLine(fix.subject), 70)}`,
          ...misses.map(
            ({ policy, with: { promoted, why } }) =>
              `    ${policy}: ${promoted === undefined ? 'nobody' : `${promoted} (wrong)`}: ${cut(oneLine(why), 200)}`,
          ),
        ]
  })
  return lines.length === 0 ? [] : ['Where no right one is promoted with proof:', ...lines, '']
}

function leftOut({ fixes }: Backtest): readonly string[] {
  const left = fixes.flatMap((fix) => (fix.kind === 'left' ? [fix] : []))
  if (left.length === 0) return []
  return [
    'Left out:',
    ...left.map(
      ({ commit, subject, why }) =>
        `  ${commit.slice(0, 9)} ${cut(oneLine(subject), 50)}: ${cut(oneLine(why), 140)}`,
    ),
    '',
  ]
}
