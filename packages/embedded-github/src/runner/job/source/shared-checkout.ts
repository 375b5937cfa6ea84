import type { Step } from '../../workflow/workflow.ts'
import type { JobDirectory } from '../job-directory.ts'

/** One checkout for all jobs of a workflow, one after the other: what the first one installs, the next ones find. */
export interface SharedCheckout {
  /** Folders that one of the jobs has checked out, with those of programs that belong to them. */
  readonly checkedOut: Map<string, readonly string[]>
  /** Made by the first job that runs. */
  take(make: () => Promise<JobDirectory>): Promise<JobDirectory>
  /** Steps of a job that ended in an earlier attempt: the jobs that are run again may need what these steps do. */
  repeatLater(steps: readonly Step[]): void
  /** Those of them that nobody has repeated so far. */
  stepsToRepeat(): readonly Step[]
  dispose(): Promise<void>
}

export function createSharedCheckout(): SharedCheckout {
  let directory: Promise<JobDirectory> | undefined
  let waiting: Step[] = []
  return {
    checkedOut: new Map(),
    take(make) {
      directory ??= make()
      return directory
    },
    repeatLater(steps) {
      const named = (step: Step): Step => ({ ...step, name: `Again: ${step.name}`, continueOnError: true })
      waiting.push(...steps.map(named))
    },
    stepsToRepeat() {
      const steps = waiting
      waiting = []
      return steps
    },
    async dispose() {
      await (await directory?.catch(() => undefined))?.dispose()
    },
  }
}
