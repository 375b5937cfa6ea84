import { stripVTControlCharacters } from 'node:util'

/** What the log of a job says of the step that failed. */
export interface FailedStep {
  readonly exitCode: number
  /** What it printed, without colours and without empty lines. */
  readonly lines: readonly string[]
}

const ENDED = /^##\[error\]Process completed with exit code (\d{1,5})\.$/
/** The end of a step's output is enough, however much it printed before. */
const KEPT = 400

/** The last step that failed by itself; undefined where none did. */
export function failedStep(log: string): FailedStep | undefined {
  let lines: string[] = []
  let isCommand = false
  let found: FailedStep | undefined
  for (const line of log.split('\n').map(plain)) {
    const ended = ENDED.exec(line)
    if (ended) found = { exitCode: Number(ended[1]), lines: lines.slice(-KEPT) }
    // The runner prints the script of a step first, then what it says.
    const command = line.startsWith('##[command]')
    if (command && !isCommand) lines = []
    isCommand = command
    if (line.trim() !== '' && !line.startsWith('##[')) lines.push(line)
  }
  return found
}

/** Longer lines are cut: nobody reads on. */
const MAX_LINE = 2_000

function plain(line: string): string {
  return stripVTControlCharacters(line.slice(0, MAX_LINE)).trimEnd()
}
