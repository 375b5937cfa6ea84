export interface LogLine {
  readonly number: number
  readonly kind: 'plain' | 'step' | 'command' | 'error' | 'warning' | 'notice'
  readonly text: string
}

/** A page shows the end of a log: that is where the reason for a failure is. */
const MAX_LINES = 5_000

const KINDS: Readonly<Record<string, LogLine['kind']>> = {
  step: 'step',
  command: 'command',
  group: 'command',
  error: 'error',
  warning: 'warning',
  notice: 'notice',
}

/** The lines of a job's log without the runner's marks and without terminal colours. */
export function logLines(log: string): LogLine[] {
  const lines = log.replace(/\n$/, '').split('\n')
  return lines
    .map((line, index) => ({ number: index + 1, ...lineOf(line) }))
    .filter(({ text }) => text !== '##[endgroup]')
    .slice(-MAX_LINES)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC starts a colour.
const COLOUR = /\u001b\[[\d;]*[A-Za-z]/g

function lineOf(line: string): Omit<LogLine, 'number'> {
  const [, mark, rest] = /^##\[(step|command|group|error|warning|notice)\](.*)$/.exec(line) ?? []
  const text = (rest ?? line).replace(COLOUR, '')
  return { kind: mark === undefined ? 'plain' : (KINDS[mark] ?? 'plain'), text }
}
