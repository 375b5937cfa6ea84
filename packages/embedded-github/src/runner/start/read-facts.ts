import { withoutUndefined } from '@speculate-dev/system'
import type { PullRequestIssue, Repository, WorkflowRun } from '../../model.ts'
import type { PayloadEvent, PullRequestActivity, PushActivity, RunnerHost } from '../../runner-host.ts'
import { rehearsalFacts, rehearsedPullRequest } from './rehearsal-facts.ts'
import {
  type PullRequestFacts,
  type PushFacts,
  payloadFrom,
  pullRequestFacts,
  type RunFacts,
} from './run-facts.ts'

/** What a job can know of the activity that starts it, read from the server. */
export async function factsOfPullRequest(
  host: RunnerHost,
  { repository, pullRequest, action, actor, more = {} }: PullRequestActivity,
): Promise<PullRequestFacts> {
  const common = await commonFacts(host, repository, { actor, pullRequest })
  const payload = { ...common.payload, ...payloadFrom(more) }
  return pullRequestFacts(repository, pullRequest, { ...common, action, payload })
}

export async function factsOfPush(
  host: RunnerHost,
  { repository, branch, before, after, actor }: PushActivity,
): Promise<PushFacts> {
  const { owner, name: repo } = repository
  const common = await commonFacts(host, repository, { actor, push: { branch, before, after } })
  return { event: 'push', owner, repo, head: { ref: branch, sha: after }, before, ...common }
}

export async function factsOfRehearsal(
  host: RunnerHost,
  repository: Repository,
  { head, actor }: Pick<PullRequestFacts, 'head' | 'actor'>,
): Promise<PullRequestFacts> {
  const pullRequest = rehearsedPullRequest(head, actor)
  return rehearsalFacts(repository, head, await commonFacts(host, repository, { actor, pullRequest }))
}

/** Of a run that is there already. Undefined when there is nothing any more that could have started it. */
export async function factsOfRun(
  host: RunnerHost,
  repository: Repository,
  run: WorkflowRun,
): Promise<RunFacts | undefined> {
  const head = { ref: run.headBranch, sha: run.headSha }
  const { actor, path, inputs = {}, before = head.sha, mergedWith: mergeWith } = run
  if (run.event === 'push')
    return factsOfPush(host, { repository, branch: head.ref, before, after: head.sha, actor })
  if (run.event === 'workflow_dispatch') {
    const { owner, name: repo } = repository
    return {
      event: run.event,
      owner,
      repo,
      head,
      path,
      inputs,
      ...(await commonFacts(host, repository, { actor })),
    }
  }
  if (run.pullRequests.length === 0) return factsOfRehearsal(host, repository, { head, actor })
  const pullRequest = repository.issues.find(
    (issue): issue is PullRequestIssue => issue.pull !== undefined && run.pullRequests.includes(issue.number),
  )
  if (!pullRequest) return undefined
  const facts = await factsOfPullRequest(host, { repository, pullRequest, action: 'synchronize', actor })
  return { ...facts, head, ...withoutUndefined({ mergeWith }) }
}

async function commonFacts(host: RunnerHost, repository: Repository, event: PayloadEvent) {
  const payload = payloadFrom(await host.payloadOf(repository, event))
  return { actor: event.actor, serverUrl: host.github.url, payload }
}
