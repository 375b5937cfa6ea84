import { readFile } from 'node:fs/promises'
import type { GitHubContext } from '../github-context.ts'
import type { CheckRun, Repository, WorkflowRun } from '../model.ts'
import { logFile } from '../operations/checks/logs.ts'
import type { Person } from './acts/receive-act.ts'
import { annotationRow, checkRows, iconFor, resultText } from './checks-view.ts'
import type { ShownPage } from './create-pages.ts'
import { markdownContext } from './issue-pages.ts'
import { logLines } from './log-view.ts'
import { appNames } from './pull-page.ts'
import { renderMarkdown } from './render-markdown.ts'

/** A job: its steps, annotations and log. */
export async function jobPage(github: GitHubContext, repository: Repository, id: number): Promise<ShownPage> {
  const job = repository.workflowJobs.find((one) => one.id === id)
  const check = repository.checkRuns.find((one) => one.id === job?.checkRunId)
  const run = repository.workflowRuns.find((one) => one.id === job?.runId)
  if (!job || !check || !run) return undefined
  const log = await readFile(logFile(github, job.id), 'utf8').catch(() => '')
  return {
    view: 'job',
    title: `${job.name} · ${run.name}`,
    repository: { owner: repository.owner, repo: repository.name, tab: 'pulls' },
    data: {
      ...checkData(github, repository, check),
      workflow: `${run.name} #${run.runNumber} (${run.path})`,
      pulls: run.pullRequests,
      steps: job.steps.map((step) => ({
        name: step.name,
        icon: iconFor(step.status, step.conclusion),
        text: resultText(step),
      })),
      ...(log === '' ? {} : { lines: logLines(log) }),
    },
  }
}

/** A check that is not a job of a workflow. */
export function checkPage(
  github: GitHubContext,
  repository: Repository,
  { id, person }: { readonly id: number; readonly person?: Person | undefined },
): ShownPage {
  const check = repository.checkRuns.find((one) => one.id === id)
  if (!check) return undefined
  const suite = repository.checkSuites.find((one) => one.id === check.suiteId)
  return {
    view: 'job',
    title: check.name,
    repository: { owner: repository.owner, repo: repository.name, tab: 'pulls' },
    data: {
      ...checkData(github, repository, check),
      pulls: suite?.pullRequests ?? [],
      ...(person && check.actions && { buttons: check.actions, key: person.key, person: person.login }),
    },
    takesForms: person !== undefined,
  }
}

/** A workflow run with its jobs. */
export function runPage(github: GitHubContext, repository: Repository, id: number): ShownPage {
  const run = repository.workflowRuns.find((one) => one.id === id)
  if (!run) return undefined
  return {
    view: 'job',
    title: run.name,
    repository: { owner: repository.owner, repo: repository.name, tab: 'pulls' },
    data: {
      ...placeOf(repository, run.headSha),
      name: run.name,
      icon: iconFor(run.status, run.conclusion),
      text: resultText({ ...run, completedAt: run.status === 'completed' ? run.updatedAt : null }),
      workflow: `#${run.runNumber} (${run.path})`,
      pulls: run.pullRequests,
      jobs: jobsOf(github, repository, run),
    },
  }
}

function jobsOf(github: GitHubContext, repository: Repository, run: WorkflowRun) {
  const ids = repository.workflowJobs.filter((job) => job.runId === run.id).map((job) => job.checkRunId)
  const own = {
    ...repository,
    statuses: [],
    checkRuns: repository.checkRuns.filter(({ id }) => ids.includes(id)),
  }
  return checkRows(own, run.headSha, appNames(github))
}

function checkData(github: GitHubContext, repository: Repository, check: CheckRun) {
  const { title, summary, text } = check.output
  const context = { ...markdownContext(github, repository), lineBreaks: false }
  const written = [summary, text].filter((part) => part !== null && part !== '').join('\n\n')
  return {
    ...placeOf(repository, check.headSha),
    name: check.name,
    icon: iconFor(check.status, check.conclusion),
    text: [resultText(check), title].filter((part) => part !== null && part !== '').join(' — '),
    annotations: check.annotations.length > 0 ? check.annotations.map(annotationRow) : undefined,
    summary: written === '' ? undefined : renderMarkdown(written, context),
  }
}

function placeOf(repository: Repository, sha: string) {
  return { base: `/${repository.owner}/${repository.name}`, sha, short: sha.slice(0, 7) }
}
