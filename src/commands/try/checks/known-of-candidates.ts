import type { Contexts } from '@speculate-dev/workflows'

interface Repository {
  readonly owner: string
  readonly name: string
  /** Into which the candidates' pull requests go. */
  readonly branch: string
}

/**
 * What a workflow will know of every candidate's pull request, whichever it is. Its number is not known, but no condition compares
 * with it: that of a rehearsal stands for it.
 */
export function knownOfCandidates({ owner, name, branch }: Repository): Contexts {
  const full = `${owner}/${name}`
  const repository = { name, full_name: full, fork: false, owner: { login: owner } }
  const base = { ref: branch, repo: repository, user: { login: owner } }
  const github = {
    ...{ event_name: 'pull_request', ref: 'refs/pull/0/merge', ref_name: '0/merge', ref_type: 'branch' },
    ...{ repository: full, repository_owner: owner, base_ref: branch },
    event: {
      action: 'opened',
      repository,
      pull_request: {
        base,
        head: { repo: repository, user: { login: owner } },
        state: 'open',
        merged: false,
      },
      ...OF_OTHER_EVENTS,
    },
  }
  return { github }
}

/** What only other events say. */
const OF_OTHER_EVENTS = {
  ...{ commits: null, head_commit: null, forced: null, pusher: null, release: null, issue: null },
  ...{ comment: null, schedule: null, workflow_run: null, inputs: null, client_payload: null },
  ...{ merge_group: null, discussion: null, label: null, changes: null, review: null, deployment: null },
}
