import type { BacktestFix } from '../../../domain/judgement/backtest.ts'
import { cut, oneLine } from '../../foreign/foreign-text.ts'
import { count } from '../../numbers.ts'

/** Which one of how many. */
export interface BacktestAt {
  readonly number: number
  readonly of: number
}

/** What takes time. */
export type BacktestActivity =
  | { readonly kind: 'search'; readonly commits: number }
  | { readonly kind: 'set-up'; readonly command: string }
  | {
      readonly kind: 'alone' | 'pool'
      readonly candidates: number
      readonly ended: number
      readonly of: number | undefined
    }

const INDENT = '        '

export function headLine(
  { commit, subject }: Pick<BacktestFix, 'commit' | 'subject'>,
  at: BacktestAt,
): string {
  return `${String(at.number).padStart(3)}/${at.of} ${commit.slice(0, 9)} ${cut(oneLine(subject), 60)}`
}

export function doingText(doing: BacktestActivity, seconds: number): string {
  return `${INDENT}${whatIsDone(doing)} (${seconds} s)`
}

function whatIsDone(doing: BacktestActivity): string {
  switch (doing.kind) {
    case 'search':
      return `looks for past fixes: ${count(doing.commits, 'commit')} read`
    case 'set-up':
      return `sets up its parent: ${cut(oneLine(doing.command), 60)}`
    case 'alone':
      return `runs the tests of its parent, and its own, on both${doneText(doing)}`
    case 'pool':
      return `runs the tests on ${count(doing.candidates, 'candidate')}${doneText(doing)}`
    default:
      return doing satisfies never
  }
}

function doneText({ ended, of }: { readonly ended: number; readonly of: number | undefined }): string {
  return of === undefined ? '' : `: ${ended} of ${of} runs done`
}

export function outcomeLine(fix: BacktestFix): string {
  if (fix.kind === 'left') return `${INDENT}left out: ${cut(oneLine(fix.why), 400)}`
  const wins = fix.outcomes.map(({ policy, without, with: proof }) => {
    const who = (id: string | undefined) => id ?? 'nobody'
    return `${policy}: ${who(without.promoted)} → ${who(proof.promoted)}`
  })
  const tell = fix.isOpen ? 'the checks pass a wrong one too' : 'the checks tell right from wrong'
  return `${INDENT}${tell}; ${wins.join(', ')} (${fix.runs} runs, ${fix.seconds} s)`
}
