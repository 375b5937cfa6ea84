import type { Decision } from '../../../domain/judgement/scoreboard.ts'
import type { Replay, ReplayDifference } from '../../../domain/run/replay.ts'
import type { PolicyName } from '../../../domain/settings/policy-settings.ts'
import { cut } from '../../foreign/foreign-text.ts'
import { plain, quoted, wrap } from '../../foreign/plain-text.ts'
import { count } from '../../numbers.ts'
import { renderTerminalTable, type TerminalOptions } from '../terminal-table.ts'

type ReplayedRun = Extract<Replay, { kind: 'replayed' }>

/** What came out of judging a run again, for a terminal. */
export function renderReplay(
  replayed: ReplayedRun,
  policy: PolicyName | undefined,
  options: TerminalOptions,
): string {
  const { recorded, recomputed } = replayed
  const heading = policy ? underPolicy(replayed, policy) : comparison(replayed)
  const lines = heading.flatMap((line) => wrap(line, options.width))
  const same = replayed.differences.length === 0
  return [...lines, '', renderTerminalTable((same ? recorded : recomputed).scoreboard, options)].join('\n')
}

function comparison({ recorded, recomputed, differences }: ReplayedRun): string[] {
  if (differences.length === 0) return [`same verdict, bit for bit: ${decisionText(recorded.decision)}`]
  return [
    `different verdict: recorded is ${decisionText(recorded.decision)}; recomputed is ${decisionText(recomputed.decision)}`,
    ...differences.slice(0, SHOWN).map(differenceText),
    ...(differences.length > SHOWN ? [`and ${count(differences.length - SHOWN, 'more difference')}`] : []),
  ]
}

const SHOWN = 20

function differenceText({ path, recorded, recomputed }: ReplayDifference): string {
  const [before, after] = [recorded, recomputed].map((value) =>
    value === undefined ? 'nothing' : cut(plain(value), 120),
  )
  return `  ${plain(path)}: recorded ${before}, recomputed ${after}`
}

function underPolicy({ recorded, recomputed, rulesVersion }: ReplayedRun, policy: PolicyName): string[] {
  const { recorded: then, current } = rulesVersion
  const [before, after] = [recorded, recomputed].map(({ decision }) => decisionText(decision))
  const same = outcome(recorded.decision) === outcome(recomputed.decision)
  return [
    `${policy} would have decided ${same ? 'the same' : 'otherwise'}: ${after}`,
    `recorded under ${recorded.scoreboard.policy}: ${before}`,
    ...(then === current
      ? []
      : [`The rules have changed since: version ${then} then, version ${current} now.`]),
  ]
}

function outcome(decision: Decision): string {
  return decision.kind === 'promote' ? decision.candidate : decision.kind
}

/** `promote one: …`, `escalate: …` */
export function decisionText(decision: Decision): string {
  const who = decision.kind === 'promote' ? ` ${plain(decision.candidate)}` : ''
  return `${decision.kind}${who}: ${quoted(decision.reason)}`
}
