import type { Forge } from '../../ports/forge.ts'
import type { Redactor } from './create-redactor.ts'

/**
 * The forge, to which no secret is ever said. What it tells in words is redacted too: the texts that are written later are made of
 * them, and must be the same as those that were written. Contents of files are left as they are, because patches are measured by them.
 */
export function redactedForge(forge: Forge, { allInTurns: all }: Redactor): Forge {
  return {
    ...forge,
    facts: async (query) => all(await forge.facts(query)),
    pullRequest: async (repository, number) => all(await forge.pullRequest(repository, number)),
    openIssues: async (repository, wanted) => all(await forge.openIssues(repository, wanted)),
    recentHistory: async (issue, query) => all(await forge.recentHistory(issue, query)),
    branchHistory: async (repository, query) => all(await forge.branchHistory(repository, query)),
    createCommit: async (repository, commit) =>
      forge.createCommit(repository, { ...commit, message: await all(commit.message) }),
    ensureDraft: async (repository, draft) => forge.ensureDraft(repository, await all(draft)),
    ensureComment: async (repository, comment) => forge.ensureComment(repository, await all(comment)),
    changePullRequest: async (repository, change) => forge.changePullRequest(repository, await all(change)),
    ensureCheckRuns: async (repository, wanted) => forge.ensureCheckRuns(repository, await all(wanted)),
    ensureReview: async (repository, review) => forge.ensureReview(repository, await all(review)),
    dispatchWorkflow: async (repository, dispatch) => forge.dispatchWorkflow(repository, await all(dispatch)),
  }
}
