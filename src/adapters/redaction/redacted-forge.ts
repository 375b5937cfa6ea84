import type { Forge } from '../../ports/forge.ts'
import type { Redactor } from './create-redactor.ts'

/**
 * The forge, to which no secret is ever said. What it tells in words is redacted too: the texts that are written later are made of
 * them, and must be the same as those that were written. Contents of files are left as they are, because patches are measured by them.
 */
export function redactedForge(forge: Forge, { all }: Redactor): Forge {
  return {
    ...forge,
    facts: async (query) => all(await forge.facts(query)),
    pullRequest: async (repository, number) => all(await forge.pullRequest(repository, number)),
    recentSubjects: async (repository, commit) => all(await forge.recentSubjects(repository, commit)),
    createCommit: (repository, commit) =>
      forge.createCommit(repository, { ...commit, message: all(commit.message) }),
    ensureDraft: (repository, draft) => forge.ensureDraft(repository, all(draft)),
    ensureComment: (repository, comment) => forge.ensureComment(repository, all(comment)),
    changePullRequest: (repository, change) => forge.changePullRequest(repository, all(change)),
    ensureReview: (repository, review) => forge.ensureReview(repository, all(review)),
    dispatchWorkflow: (repository, dispatch) => forge.dispatchWorkflow(repository, all(dispatch)),
  }
}
