import { type ReportedFailure, readFailure } from './read-failure.ts'

/** Of a step, what is kept of its end to tell why it failed. */
const MAX_LINES = 4_000
const MAX_WIDTH = 500
/** As GitHub's runner ends a script that fails. */
const FAILED = '##[error]Process completed with exit code'
/** GitHub's runner shows the script, the shell and the environment first, as a group. */
const BEGINS = /^##\[(?:group\]Run |step\])/
const ENDS_GROUP = '##[endgroup]'

export interface StepOutput {
  /** A line of the job's log, as `plainLine` gives it. */
  take(line: string): void
  /** What the first step that failed says of why; undefined where none has failed. */
  failure(): ReportedFailure | undefined
}

/** Follows a job's log for the output of the first step that fails. */
export function createStepOutput(): StepOutput {
  let lines: string[] = []
  let isHeader = false
  let reported: ReportedFailure | undefined
  return {
    take(line) {
      if (reported !== undefined) return
      if (line.startsWith(FAILED)) {
        reported = readFailure(lines.slice(-MAX_LINES))
        lines = []
      } else if (BEGINS.test(line) || (isHeader && line === ENDS_GROUP)) {
        lines = []
        isHeader = line.startsWith('##[group]')
      } else if (!line.startsWith('##[')) {
        lines.push(line.slice(0, MAX_WIDTH))
        if (lines.length > 2 * MAX_LINES) lines = lines.slice(-MAX_LINES)
      }
    },
    failure: () => reported,
  }
}
