import type { RequiredCheck, WorkflowFile, WorkflowJob } from '../../../domain/checks/contract.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import { jobsOfCheck } from './jobs-of-check.ts'

export interface NeverRunningCheck {
  readonly check: string
  /** A clause. */
  readonly why: string
}

interface Base {
  readonly branch: string
  readonly workflowJobs: readonly WorkflowJob[]
  /** Undefined where not all of them were read. */
  readonly workflowFiles?: readonly WorkflowFile[] | undefined
}

/**
 * Required checks that no draft into this branch can ever be judged by, as the base's workflows say: everybody would be waited for until
 * the deadline, and then be rejected. A check that no workflow is known to run may be somebody else's.
 */
export function neverRunning(checks: readonly RequiredCheck[], base: Base): readonly NeverRunningCheck[] {
  return checks.flatMap((check) => {
    const why = whyNever(check, base)
    return why === undefined ? [] : [{ check: check.name, why }]
  })
}

function whyNever(check: RequiredCheck, { branch, workflowJobs, workflowFiles }: Base): string | undefined {
  const pinned = whyNotPinned(check, workflowFiles)
  if (pinned !== undefined) return pinned
  const isOfActions = check.appSlug !== undefined || check.appId === undefined
  const { running, neverRuns } = jobsOfCheck(check, workflowJobs, branch)
  return isOfActions && running.length === 0 && neverRuns.length > 0 ? list(neverRuns) : undefined
}

function whyNotPinned(
  { workflow }: RequiredCheck,
  files: readonly WorkflowFile[] | undefined,
): string | undefined {
  if (workflow === undefined || !files) return undefined
  const file = files.find(({ path }) => path === workflow)
  if (!file) return `its workflow, ${codeSpan(workflow, 100)}, is not on the branch`
  return file.onPullRequests === false
    ? `its workflow, ${codeSpan(workflow, 100)}, does not run on pull requests`
    : undefined
}
