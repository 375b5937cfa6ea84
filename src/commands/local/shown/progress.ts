import { PROOF } from '../../../domain/candidate/candidate.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import type { Scoreboard } from '../../../domain/judgement/scoreboard.ts'
import { columnsOf, cutToColumns, padToColumns } from '../../../messages/foreign/columns.ts'
import { cut, oneLine } from '../../../messages/foreign/foreign-text.ts'
import { quoted } from '../../../messages/foreign/plain-text.ts'
import { endOf, resultText } from '../../../messages/scoreboard/scoreboard-table.ts'
import { createStopwatches, type Stopwatches } from './stopwatches.ts'
import type { Terminal } from './terminal.ts'

/** One line per candidate while a speculation runs, with how long it has been at it: redrawn on a terminal, appended elsewhere. */
export interface Progress {
  /** `doing` is what each agent says it does, by candidate, and how far tests are that run on each other. Foreign text. */
  show(scoreboard: Scoreboard, doing: ReadonlyMap<string, string>): void
  /** What is waited for before there are candidates, with its time; undefined when it is over. Cut to one line. */
  wait(text: string | undefined): void
  /** A line that stays. */
  note(text: string): void
  /** Others write to the terminal from here on: what was drawn stays as it is. */
  end(): void
}

export function createProgress(terminal: Terminal, now: () => Date = () => new Date()): Progress {
  const watches = createStopwatches(() => now().getTime())
  return terminal.live ? redrawn(terminal, watches) : appended(terminal, { now, watches })
}

function redrawn(terminal: Terminal, watches: Stopwatches): Progress {
  let block: readonly string[] = []
  const draw = (lines: readonly string[], stays: string) => {
    const back = block.length > 0 ? `\u001b[${block.length}A\u001b[0J` : ''
    terminal.write(`${back}${stays}${lines.map((line) => `${line}\n`).join('')}`)
    block = lines
  }
  return {
    show(scoreboard, doing) {
      const room = terminal.width - 1
      const lines = withTimes(scoreboard, watches).map(({ row, start }) =>
        paint(cutToColumns(`  ${start}  ${statusText(row, scoreboard, doing)}`, room), row, terminal),
      )
      const tests = testsLine(scoreboard, doing)
      if (tests !== undefined) lines.push(cutToColumns(`  ${tests}`, room))
      if (lines.join('\n') !== block.join('\n')) draw(lines, '')
    },
    wait(text) {
      const lines = text === undefined ? [] : [cutToColumns(`  ${oneLine(text)}`, terminal.width - 1)]
      if (lines.join('\n') !== block.join('\n')) draw(lines, '')
    },
    note: (text) => draw(block, `${text}\n`),
    end() {
      block = []
    },
  }
}

interface ShownStatus {
  /** How far it is, without what its agent says. */
  readonly step: string
  readonly text: string
  readonly at: number
}

function appended(
  terminal: Terminal,
  { now, watches }: { readonly now: () => Date; readonly watches: Stopwatches },
): Progress {
  const shown = new Map<string, ShownStatus>()
  let tests: { readonly line: string; readonly at: number } | undefined
  let latest = now().getTime()
  const line = (text: string) => {
    latest = now().getTime()
    terminal.write(`${now().toISOString().slice(11, 19)}  ${text}\n`)
  }
  return {
    show(scoreboard, doing) {
      const at = now().getTime()
      for (const { row, start } of withTimes(scoreboard, watches)) {
        const step = statusText(row, scoreboard, NOTHING)
        const text = statusText(row, scoreboard, doing)
        if (!isDue({ step, text, at }, shown.get(row.candidate), row)) continue
        shown.set(row.candidate, { step, text, at })
        line(`${start}  ${text}`)
      }
      const current = testsLine(scoreboard, doing)
      if (current === undefined || current === tests?.line || at - (tests?.at ?? 0) < TESTS_EVERY_MS) return
      tests = { line: current, at }
      line(current)
    },
    wait(text) {
      if (text !== undefined && now().getTime() - latest >= WAIT_MS) line(oneLine(text))
    },
    note: line,
    end: () => undefined,
  }
}

const NOTHING: ReadonlyMap<string, string> = new Map()
/** What an agent says of itself may change many times a second. */
const DOING_EVERY_MS = 5_000
/** Tells whoever waits that it still goes on. */
const STILL_MS = 60_000
const WAIT_MS = 30_000

/** A new step is shown at once, what an agent does within a step now and then, and that it is still going on once a minute. */
function isDue(current: ShownStatus, before: ShownStatus | undefined, { phase }: Row): boolean {
  if (before === undefined || before.step !== current.step) return true
  const since = current.at - before.at
  if (before.text !== current.text) return since >= DOING_EVERY_MS
  return phase !== 'queued' && phase !== 'judged' && since >= STILL_MS
}

/** Each candidate in the order of the plan, with the start of its line: its name, its author and its time, in columns. */
function withTimes({ rows }: Scoreboard, watches: Stopwatches): { row: Row; start: string }[] {
  const all = rows
    .toSorted((left, right) => place(left) - place(right))
    .map((row) => ({ row, name: nameOf(row), time: watches.read(row) }))
  const names = Math.max(...all.map(({ name }) => columnsOf(name)))
  const times = Math.max(...all.map(({ time }) => time.length))
  return all.map(({ row, name, time }) => ({
    row,
    start: times === 0 ? padToColumns(name, names) : `${padToColumns(name, names)}  ${time.padStart(times)}`,
  }))
}

/** Otherwise each run of tests would add a line. */
const TESTS_EVERY_MS = 2_000

/** How far the tests are that run on each other; they belong to no single candidate. */
function testsLine({ rows }: Scoreboard, doing: ReadonlyMap<string, string>): string | undefined {
  const isProving = rows.some(({ phase }) => phase === 'proving')
  return isProving ? `running the tests on each other${doingText(doing.get(PROOF) ?? '')}` : undefined
}

const SIGNS = { passed: '✓', failed: '✗', pending: '…', unverified: '?', 'timed-out': '✗' } as const

function statusText(row: Row, { rows }: Scoreboard, doing: ReadonlyMap<string, string>): string {
  switch (row.phase) {
    case 'queued':
      return 'waits for its turn'
    case 'writing':
      return `is writing${doingText(doing.get(row.candidate) ?? '')}`
    case 'publishing':
      return 'is being published'
    case 'verifying':
      return `#${row.pullRequest ?? '?'} is checked: ${checks(row)}`
    case 'proving':
    case 'distinguishing':
    case 'reviewing':
      return `#${row.pullRequest ?? '?'} passed its checks and ${quoted(row.reason)}`
    case 'judged':
      if (row.result === 'hold' && !row.left && rows.some(({ phase }) => phase !== 'judged'))
        return `#${row.pullRequest ?? '?'} waits for the others: ${quoted(row.reason)}`
      return `${row.pullRequest === undefined ? '' : `#${row.pullRequest} `}${resultText(row, endOf(rows))}: ${quoted(row.reason)}`
    default:
      return row satisfies never
  }
}

/** Foreign text, cut to fit on one line. */
function doingText(text: string): string {
  const line = cut(oneLine(text), 120)
  return line === '' ? '' : `: ${line}`
}

function checks(row: Row): string {
  return row.checks.map(({ check, verdict }) => `${oneLine(check)} ${SIGNS[verdict]}`).join('  ')
}

/** Ranks change while checks come in; lines that jump about cannot be read. */
function place({ tag }: Row): number {
  return tag === 'primary' ? 0 : Number(tag.replace('alt', ''))
}

/** The candidate's name and its author. */
function nameOf({ candidate, toolchain }: Row): string {
  return toolchain === '' ? candidate : `${candidate} (${oneLine(toolchain)})`
}

const COLORS = { promote: '\u001b[32m', hold: '\u001b[33m', reject: '\u001b[31m', waiting: '' } as const

function paint(line: string, { result }: Row, { color }: Terminal): string {
  return color && COLORS[result] !== '' ? `${COLORS[result]}${line}\u001b[0m` : line
}
