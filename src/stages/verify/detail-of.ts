import type { Observation } from '../../domain/checks/evidence.ts'

type CheckRun = Extract<Observation, { kind: 'check-run' }>

/** The names of failed tests say most, then a failure annotation, then the end of the log; what every failing step says comes last. */
export function detailOf(run: CheckRun): string | undefined {
  if (run.failedTests && run.lastWords !== undefined) return run.lastWords
  const failures = run.annotations.filter((one) => one.level === 'failure')
  const telling = failures.find((one) => !SAYS_NOTHING.test(one.message))
  const first = run.summary?.split('\n').find((line) => /\p{L}/u.test(line))
  return telling ? annotationText(telling) : (run.lastWords ?? run.title ?? first ?? failures[0]?.message)
}

const SAYS_NOTHING =
  /^\s*(?:Process completed with exit code|The operation was canceled|The job was canceled because)/

/** Reporters of tests put the name of the test into the title. */
function annotationText({ title, message }: CheckRun['annotations'][number]): string {
  const isName = title !== undefined && / [>›] |::|#/.test(title) && !message.includes(title)
  return isName ? `${title}: ${message}` : message
}
