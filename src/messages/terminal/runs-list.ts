import type { Amounts } from '../../domain/run/budget.ts'
import type { RunOverview, RunPhase } from '../../domain/run/run-overview.ts'
import { cut } from '../foreign/foreign-text.ts'
import { plain, quoted, wrap } from '../foreign/plain-text.ts'
import { count, formatSeconds, secondsBetween } from '../numbers.ts'
import { candidateWords, runState, waitsFor } from '../operator/run-state.ts'

export interface ListOptions {
  /** ISO-8601. */
  readonly now: string
  /** Whether ANSI colours may be written. */
  readonly color: boolean
  readonly width: number
}

/** Runs for a person at a terminal, a paragraph each. */
export function renderRuns(runs: readonly RunOverview[], options: ListOptions): string {
  return runs.map((run) => `${paragraph(run, options).join('\n')}\n`).join('\n')
}

function paragraph(run: RunOverview, options: ListOptions): string[] {
  const { speculation, phase, candidates } = run
  const { now, width } = options
  const { id, startedAt, trigger, snapshot } = speculation
  const waits = waitsFor(run, now)
  const ids = Math.max(...candidates.map((one) => plain(one.id).length))
  return [
    painted(plain(id), BOLD, options) +
      `  ${cut(plain(snapshot.title), Math.max(20, width - id.length - 2))}`,
    ...indented(`started ${ago(startedAt, now)} by ${plain(trigger.actor)}, ${spentText(run, now)}`, width),
    ...indented(quoted(runState(run)), width).map((line) => painted(line, COLORS[phase], options)),
    ...(waits === undefined ? [] : indented(`waits for ${quoted(waits)}`, width)),
    ...candidates.flatMap((one) => [
      ...indented(
        `${plain(one.id).padEnd(ids)}  ${plain(one.by)}: ${quoted(candidateWords(run, one, now)).replaceAll('*', '')}`,
        width,
        4,
      ),
      ...progressLine(one, width),
    ]),
  ]
}

/** What its agent does now, in its own words. */
function progressLine({ attempt }: RunOverview['candidates'][number], width: number): string[] {
  if (attempt?.status !== 'running' || !attempt.progress) return []
  return [`      ${cut(plain(attempt.progress), Math.max(20, width - 6))}`]
}

function indented(text: string, width: number, by = 2): string[] {
  return wrap(text, width - by).map((line) => ' '.repeat(by) + line)
}

/** `3 min 4 s ago`; of what is older than two days, the days. */
export function ago(at: string, now: string): string {
  const seconds = secondsBetween(at, now) ?? 0
  if (seconds === 0) return 'just now'
  return `${age(seconds)} ago`
}

export function age(seconds: number): string {
  return seconds < 2 * DAY ? formatSeconds(seconds) : count(Math.floor(seconds / DAY), 'day')
}

const DAY = 86_400

/** How long it took, or has taken so far, and what its attempts have used. */
function spentText({ speculation, endedAt, spent }: RunOverview, now: string): string {
  const seconds = secondsBetween(speculation.startedAt, endedAt ?? now)
  const time = endedAt !== undefined && seconds !== undefined ? [`decided after ${age(seconds)}`] : []
  return [...time, ...amountsText(spent)].join(', ') || 'nothing used yet'
}

function amountsText({ seconds, tokens, usd }: Amounts): string[] {
  return [
    ...(seconds === undefined ? [] : [`${formatSeconds(seconds)} of agent time`]),
    ...(tokens === undefined ? [] : [`${tokens.toLocaleString('en')} tokens`]),
    ...(usd === undefined ? [] : [`$${usd.toFixed(4)}`]),
  ]
}

const BOLD = '\u001b[1m'
const [GREEN, YELLOW, CYAN] = ['\u001b[32m', '\u001b[33m', '\u001b[36m']
const RESET = '\u001b[0m'

/** Green is over and well, yellow wants a person, cyan goes on by itself. */
const COLORS: Readonly<Record<RunPhase, string>> = {
  planning: CYAN,
  writing: CYAN,
  checking: CYAN,
  proving: CYAN,
  distinguishing: CYAN,
  reviewing: CYAN,
  applying: CYAN,
  promoted: GREEN,
  escalated: YELLOW,
  'taken-back': YELLOW,
  'set-aside': GREEN,
  ended: YELLOW,
}

function painted(text: string, as: string, { color }: ListOptions): string {
  return color ? `${as}${text}${RESET}` : text
}
