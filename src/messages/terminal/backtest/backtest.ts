import type { Backtest, Tally } from '../../../domain/judgement/backtest.ts'
import { cut, oneLine } from '../../foreign/foreign-text.ts'
import { count } from '../../numbers.ts'

/** What counts as a past fix, so that nobody wonders where theirs are. */
const WHAT_IS_A_FIX =
  'A past fix is a commit with one parent that says so ("fix", "bug", "crash" or the like in its first line, or "Closes #12" in its message) and changes both code and tests, at most 12 files in all.'

/** How many were found, and among how many. */
export function foundText(fixes: number, { commits, saying }: NonNullable<Backtest['looked']>): string {
  const among = `${count(commits, 'commit')} (${saying} of them say that they fix something)`
  return fixes === 0
    ? `No past fix was found among ${among}.\n${WHAT_IS_A_FIX}`
    : `${count(fixes, 'past fix', 'past fixes')} found among ${among}.\n${WHAT_IS_A_FIX}`
}

/** The table, and every pool in which a right one was not promoted with proof, and why. */
export function backtestText(backtest: Backtest): string {
  const judged = backtest.fixes.filter(({ kind }) => kind === 'judged').length
  const open = backtest.fixes.filter((one) => one.kind === 'judged' && one.isOpen).length
  const found = count(backtest.fixes.length, 'past fix', 'past fixes')
  if (judged === 0) return ['', ...noneJudged(backtest), '', ...leftOut(backtest)].join('\n')
  return [
    '',
    `${found}, ${judged} judged; in ${open} of these the checks pass a wrong candidate too.`,
    '',
    ...tableLines(backtest, open),
    '',
    ...missed(backtest),
    ...leftOut(backtest),
  ].join('\n')
}

/** A table of zeros would say that nobody was promoted. */
function noneJudged({ fixes }: Backtest): readonly string[] {
  if (fixes.length === 0)
    return ['No past fix was found, so nothing was judged. Does the history hold more than this clone does?']
  const of = fixes.length === 1 ? 'The one past fix' : `None of the ${fixes.length} past fixes`
  const why = fixes.map((fix) => (fix.kind === 'left' ? fix.why : ''))
  const isMost = (words: string) => why.filter((one) => one.startsWith(words)).length * 2 >= why.length
  return [
    `${of} could ${fixes.length === 1 ? 'not ' : ''}be judged, so there are no figures. Why is said below for each.`,
    ...(isMost(SET_UP)
      ? ['Try the set-up by hand on one of these commits; what it needs beside the network must be there.']
      : isMost(DO_NOT_RUN)
        ? [
            'Where dependencies are missing, --setup installs them: --setup "npm ci".',
            'Where the command is another one, --command names it: --command "python3 -m pytest {files}".',
          ]
        : ['Look at more of them: --last 200.']),
  ]
}

const SET_UP = 'the set-up of its parent'
const DO_NOT_RUN = 'the tests of its parent do not run here'

const WIDTHS = [16, 20, 8, 8, 8] as const

function tableLines({ counts }: Backtest, open: number): readonly string[] {
  const line = (...cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
      .join('')
      .trimEnd()
  const titles = { open: 'fixes where the checks pass a wrong candidate too', all: 'all judged fixes' }
  // Where checks alone tell right from wrong, there is nothing for proof to add.
  const shown = open === 0 ? (['all'] as const) : (['open', 'all'] as const)
  return shown.flatMap((pools) => [
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
