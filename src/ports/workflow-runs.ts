import type { RepositoryRef } from '../domain/issue/issue.ts'

export interface NewDispatch {
  /** The workflow file's name in `.github/workflows`. */
  readonly workflow: string
  /** Branch or tag whose file is run. */
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
}

export interface WorkflowRunFacts {
  readonly id: number
  /** Its page. */
  readonly url: string
  readonly status: 'queued' | 'in_progress' | 'completed'
  /** The forge's word for how it ended; undefined before that. */
  readonly conclusion: string | undefined
  /** How long it ran; 0 before it has ended. */
  readonly seconds: number
}

/** What GitHub Actions itself says of a job; no step of it can. */
export interface WorkflowJobFacts {
  readonly id: number
  readonly name: string
  /** Its page. */
  readonly url: string
  readonly isOver: boolean
  readonly conclusion: string | undefined
  /** The commit whose workflow file it is of. */
  readonly headSha: string
}

/** Workflows that are started on purpose, and what comes of them. Reads and writes throw `ForgeError`. */
export interface WorkflowRuns {
  /**
   * Answers the run, where the forge says which it is. Throws `not-found` for a file that is not there, `unprocessable` for one that
   * cannot be dispatched so, `forbidden` where the App may not. After `unavailable` it may have been started all the same.
   */
  dispatchWorkflow(repository: RepositoryRef, dispatch: NewDispatch): Promise<WorkflowRunFacts | undefined>
  /** The newest dispatched run of the workflow that names `title` in its own title as a whole word; only runs after run `after`. */
  findDispatched(
    repository: RepositoryRef,
    run: { readonly workflow: string; readonly title: string; readonly after: number | undefined },
  ): Promise<WorkflowRunFacts | undefined>
  workflowRun(repository: RepositoryRef, id: number): Promise<WorkflowRunFacts>
  /** The jobs of its latest attempt; none right after its start. */
  workflowJobs(repository: RepositoryRef, run: number): Promise<readonly WorkflowJobFacts[]>
  /** The lines with a word that the jobs of a run that has ended have printed, by their ids. What cannot be read is left out. */
  workflowLogs(
    repository: RepositoryRef,
    run: number,
    wanted: { readonly jobs: readonly Pick<WorkflowJobFacts, 'id' | 'name'>[]; readonly lines: string },
  ): Promise<ReadonlyMap<number, string>>
  /** Asks for the end of a run; nothing happens when it has ended. */
  cancelWorkflowRun(repository: RepositoryRef, id: number): Promise<void>
  /** Undefined when there is no such branch. */
  branchHead(repository: RepositoryRef, branch: string): Promise<string | undefined>
}
