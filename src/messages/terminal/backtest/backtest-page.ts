import Handlebars from 'handlebars'
import type { Backtest, BacktestFix, Promotion, Tally } from '../../../domain/judgement/backtest.ts'
import { oneLine, splitCode } from '../../foreign/foreign-text.ts'
import { count } from '../../numbers.ts'
import { backtestTemplate } from './backtest-template.ts'

type JudgedFix = Extract<BacktestFix, { kind: 'judged' }>

/** One page with the figures as bars, and every fix below; foreign text is escaped by the template. */
export function backtestPage({ fixes, counts, runner, head }: Backtest): string {
  const judged = fixes.flatMap((fix) => (fix.kind === 'judged' ? [fix] : []))
  const open = judged.filter(({ isOpen }) => isOpen).length
  const shown = judged.length === 0 ? [] : (['open', 'all'] as const)
  const groups = shown.map((pools) => ({
    title:
      pools === 'open'
        ? `Fixes where the checks pass a wrong candidate too (${open})`
        : `All judged fixes (${judged.length})`,
    isEmpty: (pools === 'open' ? open : judged.length) === 0,
    policies: counts
      .filter((one) => one.pools === pools)
      .map(({ policy, without, with: proof }) => ({
        policy,
        bars: [
          { title: 'checks and score', ...shares(without) },
          { title: 'with proof', ...shares(proof) },
        ],
      })),
  }))
  return backtestTemplate({
    runner,
    head: head.slice(0, 9),
    found: count(fixes.length, 'past fix', 'past fixes'),
    judged: judged.length,
    open,
    groups,
    fixes: fixes.map(fixView),
  })
}

function shares({ right, wrong, nobody }: Tally) {
  const all = Math.max(1, right + wrong + nobody)
  const width = (part: number) => Math.round((part / all) * 1000) / 10
  const parts = [
    { kind: 'right', amount: right, width: width(right), at: 0 },
    { kind: 'wrong', amount: wrong, width: width(wrong), at: width(right) },
    { kind: 'nobody', amount: nobody, width: width(nobody), at: width(right) + width(wrong) },
  ]
  return { right, wrong, nobody, parts: parts.filter(({ amount }) => amount > 0) }
}

function fixView(fix: BacktestFix) {
  const { commit, subject } = fix
  const about = { short: commit.slice(0, 9), subject: oneLine(subject) }
  if (fix.kind === 'left')
    return { ...about, isJudged: false, end: 'left out', kind: 'left', why: oneLine(fix.why) }
  const ends = fix.outcomes.map(({ with: proof }) => endOf(fix, proof))
  const kind = (['wrong', 'nobody'] as const).find((one) => ends.includes(one)) ?? 'right'
  return {
    ...about,
    isJudged: true,
    kind,
    end: ENDS[kind],
    tell: fix.isOpen ? 'The checks pass a wrong candidate too.' : 'The checks alone tell right from wrong.',
    question: fix.question && inline(fix.question),
    pool: fix.pool.map(({ id, words, isRight, passesChecks, standing, gates }) => ({
      id,
      words: inline(words),
      truth: isRight ? 'right' : 'wrong',
      checks: passesChecks ? 'passes' : 'fails',
      said: [...gates.map(({ reason }) => reason), ...(standing ? [standing] : [])].map(inline),
    })),
    outcomes: fix.outcomes.map(({ policy, without, with: proof }) => ({
      policy,
      without: promoted(fix, without),
      with: promoted(fix, proof),
      why: inline(proof.why),
    })),
  }
}

const ENDS = { right: 'right', wrong: 'wrong', nobody: 'nobody' } as const

function endOf({ pool }: JudgedFix, { promoted: id }: Promotion): keyof typeof ENDS {
  if (id === undefined) return 'nobody'
  return pool.some((one) => one.id === id && one.isRight) ? 'right' : 'wrong'
}

function promoted(fix: JudgedFix, promotion: Promotion) {
  return { kind: endOf(fix, promotion), who: promotion.promoted ?? 'nobody' }
}

/** A sentence that quotes as code. Everything in it is escaped. */
function inline(text: string): Handlebars.SafeString {
  const parts = splitCode(oneLine(text)).map(({ code, text: part }) => {
    const safe = Handlebars.escapeExpression(code ? part.trim() : part)
    return code ? `<code>${safe}</code>` : safe
  })
  return new Handlebars.SafeString(parts.join(''))
}
