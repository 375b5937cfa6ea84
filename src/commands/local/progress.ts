import { PROOF } from '../../domain/candidate/candidate.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { oneLine } from '../../messages/foreign/foreign-text.ts'
import { quoted } from '../../messages/foreign/plain-text.ts'
import { resultWord } from '../../messages/scoreboard/scoreboard-table.ts'
import type { Terminal } from './terminal.ts'

/** One line per candidate while a speculation runs: redrawn on a terminal, appended with the time elsewhere. */
export interface Progress {
  /** `doing` is what each agent says it does, by candidate, and how far tests are that run on each other. Foreign text. */
  show(scoreboard: Scoreboard, doing: ReadonlyMap<string, string>): void
  /** A line that stays. */
  note(text: string): void
  /** Others write to the terminal from here on: what was drawn stays as it is. */
  end(): void
}

export function createProgress(terminal: Terminal, now: () => Date = () => new Date()): Progress {
  return terminal.live ? redrawn(terminal) : appended(terminal, now)
}

function redrawn(terminal: Terminal): Progress {
  let block: readonly string[] = []
  const draw = (lines: readonly string[], stays: string) => {
    const back = block.length > 0 ? `\u001b[${block.length}A\u001b[0J` : ''
    terminal.write(`${back}${stays}${lines.map((line) => `${line}\n`).join('')}`)
    block = lines
  }
  return {
    show(scoreboard, doing) {
      const lines = inPlanOrder(scoreboard.rows).map((row) => {
        const line = `  ${nameOf(row).padEnd(nameWidth(scoreboard))}  ${statusText(row, scoreboard, doing)}`
        return paint(cut(line, terminal.width - 1), row, terminal)
      })
      const tests = testsLine(scoreboard, doing)
      if (tests !== undefined) lines.push(cut(`  ${tests}`, terminal.width - 1))
      if (lines.join('\n') !== block.join('\n')) draw(lines, '')
    },
    note: (text) => draw(block, `${text}\n`),
    end() {
      block = []
    },
  }
}

function appended(terminal: Terminal, now: () => Date): Progress {
  const shown = new Map<string, string>()
  let tests: { readonly line: string; readonly at: number } | undefined
  const line = (text: string) => terminal.write(`${now().toISOString().slice(11, 19)}  ${text}\n`)
  return {
    show(scoreboard, doing) {
      for (const row of inPlanOrder(scoreboard.rows)) {
        const status = statusText(row, scoreboard, doing)
        if (shown.get(row.candidate) === status) continue
        shown.set(row.candidate, status)
        line(`${nameOf(row).padEnd(nameWidth(scoreboard))}  ${status}`)
      }
      const current = testsLine(scoreboard, doing)
      const at = now().getTime()
      if (current === undefined || current === tests?.line || at - (tests?.at ?? 0) < TESTS_EVERY_MS) return
      tests = { line: current, at }
      line(current)
    },
    note: line,
    end: () => undefined,
  }
}

/** Otherwise each run of tests would add a line. */
const TESTS_EVERY_MS = 2_000

/** How far the tests are that run on each other; they are no candidate's own. */
function testsLine({ rows }: Scoreboard, doing: ReadonlyMap<string, string>): string | undefined {
  const isProving = rows.some(({ phase }) => phase === 'proving')
  return isProving ? `tests on each other${doingText(doing.get(PROOF) ?? '')}` : undefined
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
      return `${row.pullRequest === undefined ? '' : `#${row.pullRequest} `}${resultWord(row).replaceAll('*', '')}: ${quoted(row.reason)}`
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
function inPlanOrder(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((left, right) => place(left) - place(right))
}

function place({ tag }: Row): number {
  return tag === 'primary' ? 0 : Number(tag.replace('alt', ''))
}

/** The candidate's name and its author. */
function nameOf({ candidate, toolchain }: Row): string {
  return toolchain === '' ? candidate : `${candidate} (${oneLine(toolchain)})`
}

function nameWidth({ rows }: Scoreboard): number {
  return Math.max(...rows.map((row) => nameOf(row).length))
}

const COLORS = { promote: '\u001b[32m', hold: '\u001b[33m', reject: '\u001b[31m', waiting: '' } as const

function paint(line: string, { result }: Row, { color }: Terminal): string {
  return color && COLORS[result] !== '' ? `${COLORS[result]}${line}\u001b[0m` : line
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`
}
