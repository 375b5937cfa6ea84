import { appOf, suiteOf } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import type { Annotation, CheckRun, CheckSuite, CommitStatus, Repository } from '../../model.ts'
import { latestRuns, requiredChecks } from '../../operations/pull-requests/required-checks.ts'
import { readActions, readChecks, readStatuses } from '../../rest/needs.ts'
import { checkRunPage, latestStatuses } from '../../serializers/check.ts'
import { actorView, appView, connection, type PageArguments, requireAccess, type View } from './view.ts'

/** Null when nothing was reported on the commit. */
export function rollupView(view: View, repository: Repository, oid: string) {
  const runs = latestRuns(repository, oid)
  const statuses = latestStatuses(repository, oid)
  if (runs.length + statuses.length === 0) return null
  const contexts = [
    ...runs.map((run) => () => {
      requireAccess(view, repository, readChecks)
      return checkRunView(view, repository, run)
    }),
    ...statuses.map((status) => () => {
      requireAccess(view, repository, readStatuses)
      return statusView(view, repository, status)
    }),
  ]
  return {
    __typename: 'StatusCheckRollup',
    id: nodeId('StatusCheckRollup', repository.id, oid),
    state: rollupState(runs, statuses),
    commit: () => view.objects.commitView(view, repository, oid),
    // One entry that may not be read is one null and one error, not the end of the list.
    contexts: (args: PageArguments) => connection(contexts, args, (context) => guarded(context)),
  }
}

function guarded(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

function rollupState(runs: readonly CheckRun[], statuses: readonly CommitStatus[]): string {
  const passing = ['success', 'neutral', 'skipped']
  const failed = (run: CheckRun) => run.conclusion !== null && !passing.includes(run.conclusion)
  if (runs.some(failed) || statuses.some(({ state }) => state === 'failure')) return 'FAILURE'
  if (statuses.some(({ state }) => state === 'error')) return 'ERROR'
  const waits =
    runs.some((run) => run.status !== 'completed') || statuses.some(({ state }) => state === 'pending')
  return waits ? 'PENDING' : 'SUCCESS'
}

export function checkRunView(view: View, repository: Repository, run: CheckRun) {
  const page = checkRunPage(view.github, repository, run)
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', run.id),
    databaseId: run.id,
    name: run.name,
    externalId: run.externalId,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    detailsUrl: run.detailsUrl === '' ? page : run.detailsUrl,
    url: page,
    permalink: page,
    title: run.output.title,
    summary: run.output.summary,
    text: run.output.text,
    annotations: (args: PageArguments) => connection(run.annotations, args, annotationView),
    checkSuite: () => checkSuiteView(view, repository, suiteOf(repository, run)),
    isRequired: (args: RequiredArguments) =>
      isRequired(repository, args, { context: run.name, appId: run.appId }),
  }
}

function annotationView(annotation: Annotation) {
  return {
    __typename: 'CheckAnnotation',
    annotationLevel: annotation.level.toUpperCase(),
    title: annotation.title,
    message: annotation.message,
    path: annotation.path,
    rawDetails: annotation.rawDetails,
    location: {
      start: { line: annotation.startLine, column: annotation.startColumn },
      end: { line: annotation.endLine, column: annotation.endColumn },
    },
  }
}

export function checkSuiteView(view: View, repository: Repository, suite: CheckSuite) {
  const run = repository.workflowRuns.find(({ id }) => id === suite.workflowRunId)
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', suite.id),
    databaseId: suite.id,
    status: suite.status.toUpperCase(),
    conclusion: suite.conclusion?.toUpperCase() ?? null,
    createdAt: suite.createdAt,
    updatedAt: suite.updatedAt,
    app: () => appView(appOf(view.github, suite.appId)),
    commit: () => view.objects.commitView(view, repository, suite.headSha),
    workflowRun: () => {
      if (run === undefined) return null
      requireAccess(view, repository, readActions)
      return {
        __typename: 'WorkflowRun',
        id: nodeId('WorkflowRun', run.id),
        databaseId: run.id,
        event: run.event,
        runNumber: run.runNumber,
        createdAt: run.createdAt,
        updatedAt: run.updatedAt,
        url: `${view.github.url}/${repository.owner}/${repository.name}/actions/runs/${run.id}`,
        file: {
          __typename: 'WorkflowRunFile',
          id: nodeId('Workflow', run.workflowId, run.id),
          path: run.path,
        },
        workflow: {
          __typename: 'Workflow',
          id: nodeId('Workflow', run.workflowId),
          databaseId: run.workflowId,
          name: run.name,
        },
        checkSuite: () => checkSuiteView(view, repository, suite),
      }
    },
    checkRuns: (args: PageArguments) => {
      requireAccess(view, repository, readChecks)
      const runs = repository.checkRuns.filter(({ suiteId }) => suiteId === suite.id)
      return connection(runs, args, (item) => checkRunView(view, repository, item))
    },
  }
}

function statusView(view: View, repository: Repository, status: CommitStatus) {
  return {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
    creator: actorView(view, status.creator),
    commit: () => view.objects.commitView(view, repository, status.sha),
    isRequired: (args: RequiredArguments) =>
      isRequired(repository, args, { context: status.context, appId: null }),
  }
}

interface RequiredArguments {
  readonly pullRequestNumber?: number | null
  readonly pullRequestId?: string | null
}

function isRequired(
  repository: Repository,
  args: RequiredArguments,
  check: { readonly context: string; readonly appId: number | null },
): boolean {
  const issue = repository.issues.find(
    ({ number, pull }) =>
      pull !== undefined &&
      (number === args.pullRequestNumber || nodeId('PullRequest', pull.id) === args.pullRequestId),
  )
  if (issue?.pull === undefined) return false
  return requiredChecks(repository, issue.pull.base.ref).some(
    ({ context, integrationId }) =>
      context === check.context && (integrationId === null || integrationId === check.appId),
  )
}
