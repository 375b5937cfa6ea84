export type { Admin, RegisteredApp } from './admin/admin.ts'
export { type NewRepository, repositoryDirectory, repositoryNameOf } from './admin/create-repository.ts'
export {
  type EmbeddedGitHub,
  type EmbeddedGitHubInProcess,
  type EmbeddedGitHubOptions,
  openEmbeddedGitHub,
  startEmbeddedGitHub,
} from './embedded-github.ts'
export type { Faults } from './faults.ts'
export { findRepository, isPullRequest } from './github.ts'
export type { GitHubContext } from './github-context.ts'
export {
  ACTIONS_APP_ID,
  type Comment,
  type Issue,
  type Repository,
  type TimelineEvent,
  type WorkflowJob,
  type WorkflowRun,
} from './model.ts'
export { logFile } from './operations/checks/logs.ts'
export { createPages } from './pages/create-pages.ts'
export { isUnknownAction } from './runner/actions/other-action.ts'
export type { Place } from './runner/actions/served-action.ts'
export { createRunner, type RunnerOptions } from './runner/create-runner.ts'
export type { NewCheckout, PrepareCheckout, PrepareHome } from './runner/job/source/new-checkout.ts'
export { thisMachine } from './runner/machine/machine.ts'
export { isKnown, isSurelySkipped } from './runner/plan/is-known.ts'
export { type MatrixJob, matrixJobsOf } from './runner/plan/matrix-jobs-of.ts'
export { placeIn } from './runner/plan/place-in.ts'
export { planJob } from './runner/plan/plan-job.ts'
export { contextsInside, readCalled } from './runner/plan/read-called.ts'
export { matchesBranch } from './runner/start/matches-trigger.ts'
export { parseWorkflow } from './runner/workflow/parse-workflow.ts'
export type { Job, Step, Workflow } from './runner/workflow/workflow.ts'
export type { RerunActivity, Runner, RunnerFactory, RunnerHost } from './runner-host.ts'
