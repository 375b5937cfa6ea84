import type { InspectResult, RequestWork } from '../../gateway/requests/inspect-request.ts'
import type { JobLogTold } from '../../github/checks/read-job-log.ts'
import type { LinesWork } from '../../github/workflows/read-lines.ts'
import type { ReadRun, RunWork } from '../../proof/output/read-run.ts'
import type { JobRun, JobWork } from '../../proof/workflow/read-job-runs.ts'
import type { CodeAnswer, CodeWork } from '../complexity/compare-code.ts'
import type { TestsAnswer, TestsWork } from '../content/tests/compare/read-and-compare.ts'

/** What can be asked of foreign text, by what it is about: the work for it, and what is said of each part of that. */
export interface Questions {
  /** Code before and after a patch. */
  readonly code: { readonly work: CodeWork; readonly answer: CodeAnswer }
  /** Tests before and after a patch. */
  readonly tests: { readonly work: TestsWork; readonly answer: TestsAnswer }
  /** What one run of tests has printed. */
  readonly run: { readonly work: RunWork; readonly answer: ReadRun }
  /** What the log of a job says of the runs that it was asked for. */
  readonly 'job runs': { readonly work: JobWork; readonly answer: readonly JobRun[] }
  /** A file with the log of a job that has judged. */
  readonly 'job log': { readonly work: { readonly path: string }; readonly answer: JobLogTold }
  /** A file with logs, of which some lines are wanted. */
  readonly lines: { readonly work: LinesWork; readonly answer: ReadonlyMap<string, string> }
  /** What an agent asks of a model. */
  readonly request: { readonly work: RequestWork; readonly answer: InspectResult }
}

export type Question = {
  [Q in keyof Questions]: Pick<Questions[Q], 'work'> & { readonly about: Q }
}[keyof Questions]

/** Says each answer when it is known. Only what is asked about is loaded: a process that reads code needs nothing of the rest. */
export async function answerAll(
  question: Question,
  say: (answer: Questions[keyof Questions]['answer']) => void,
): Promise<void> {
  switch (question.about) {
    case 'code': {
      const { compareCode } = await import('../complexity/compare-code.ts')
      return compareCode(question.work, say)
    }
    case 'tests': {
      const { readAndCompare } = await import('../content/tests/compare/read-and-compare.ts')
      return say(await readAndCompare(question.work))
    }
    case 'run': {
      const { readRun } = await import('../../proof/output/read-run.ts')
      return say(readRun(question.work.end, question.work, question.work))
    }
    case 'job runs': {
      const { readJobRuns } = await import('../../proof/workflow/read-job-runs.ts')
      return say(readJobRuns(question.work))
    }
    case 'job log': {
      const { readJobLog } = await import('../../github/checks/read-job-log.ts')
      return say(await readJobLog(question.work.path))
    }
    case 'lines': {
      const { readLines } = await import('../../github/workflows/read-lines.ts')
      return say(await readLines(question.work))
    }
    case 'request': {
      const { inspectRequest } = await import('../../gateway/requests/inspect-request.ts')
      return say(inspectRequest(question.work.route, question.work.bytes))
    }
    default:
      return question satisfies never
  }
}
