import type { ApplicationFunction } from 'probot'
import { type IssueRef, issueKey, type RepositoryRef } from '../domain/issue/issue.ts'
import type { Queue } from '../ports/queue.ts'
import { branchPushed } from './branch-pushed.ts'
import { collectedForMs, EVENTS, issuesOf, pullRequestsOf } from './events.ts'

export interface AppOptions {
  readonly queue: Pick<Queue, 'wake'>
  /** The App's own login, `slug[bot]`; while it cannot be told, nothing is ignored as our own. */
  readonly login: () => Promise<string>
  /** Issues for which one of these pull requests competes; without it none is entered by anybody. */
  readonly entered?:
    | ((repository: RepositoryRef, pullRequests: readonly number[]) => Promise<readonly IssueRef[]>)
    | undefined
  /** Issues with an open promotion into this branch; without it a push wakes nobody. */
  readonly promotedOn?:
    | ((repository: RepositoryRef, branch: string) => Promise<readonly IssueRef[]>)
    | undefined
}

/**
 * The Probot application: it names the issue an event is about and wakes it. The wake is committed before this returns, and
 * with it before GitHub gets its 2xx; when it cannot be, the delivery fails and is sent again.
 */
export function createApp({ queue, login, entered, promotedOn }: AppOptions): ApplicationFunction {
  let ownLogin: string | undefined
  // Nothing waits for this: a delivery has ten seconds, and one superfluous wake does no harm.
  const learnLogin = () =>
    login().then(
      (found) => {
        ownLogin = found
      },
      () => {},
    )
  return (app) => {
    void learnLogin()
    app.on([...EVENTS], async ({ name, payload }) => {
      if (ownLogin === undefined) void learnLogin()
      const about = issuesOf(name, payload, ownLogin)
      const named = entered && pullRequestsOf(name, payload, ownLogin)
      const issues = named ? await entered(named.repository, named.numbers) : []
      const pushed = promotedOn && branchPushed(name, payload)
      const promoted = pushed ? await promotedOn(pushed.repository, pushed.branch) : []
      const keys = new Set([...about, ...issues.map(issueKey), ...promoted.map(issueKey)])
      const afterMs = collectedForMs(name, payload)
      await Promise.all([...keys].map((key) => queue.wake(key, afterMs)))
    })
  }
}
