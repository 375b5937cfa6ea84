import type { Repository } from '../../model.ts'
import type { PullRequestFacts } from './run-facts.ts'

/** A commit of a branch, as a pull request would have it that changes nothing. */
export function rehearsalFacts(
  repository: Pick<Repository, 'owner' | 'name'>,
  head: PullRequestFacts['head'],
  { actor, serverUrl }: Pick<PullRequestFacts, 'actor' | 'serverUrl'>,
): PullRequestFacts {
  return {
    event: 'pull_request',
    owner: repository.owner,
    repo: repository.name,
    // No pull request has this number.
    number: 0,
    title: 'Nothing is changed',
    body: '',
    author: actor,
    draft: false,
    action: 'opened',
    actor,
    head,
    base: head,
    mergeWith: head.sha,
    isRehearsal: true,
    serverUrl,
  }
}
