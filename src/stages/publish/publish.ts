import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { holdsPatch, type Patch } from '../../domain/candidate/patch.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import type { BranchToPublish, Step } from '../../domain/run/step.ts'

/** A patch that passed the guard, and the words that go with it. */
export interface PatchToPublish {
  readonly candidate: CandidateId
  readonly patch: Patch
  readonly facts: CandidateFacts
  /** The branch that the draft wants to be merged into. */
  readonly base: string
  /** The message of its commit. */
  readonly message: string
  readonly title: string
  readonly body: string
}

/** What is still missing until the patches stand as draft pull requests? All branches that are missing at once, then a draft each. */
export function publish(patches: readonly PatchToPublish[], repositoryId: string): Step[] {
  const waiting = patches.filter(({ facts }) => !facts.pullRequest)
  const branches = waiting.filter(({ facts }) => facts.branchHead === undefined).map(branchOf)
  return [
    ...(branches.length > 0 ? [{ do: 'publish-branches' as const, repositoryId, branches }] : []),
    ...waiting.filter(isPushed).map((one) => draftOf(one, repositoryId)),
  ]
}

/** A branch of that name that holds anything else belongs to somebody else. */
function isPushed({ patch, facts: { branchHead, branchCommit } }: PatchToPublish): boolean {
  return branchHead !== undefined && holdsPatch(patch, branchHead, [branchCommit])
}

function branchOf({ candidate, patch, facts, message }: PatchToPublish): BranchToPublish {
  const { commit, tree } = patch
  return { candidate, branch: facts.branch, commit, tree, message }
}

function draftOf({ candidate, facts, base, title, body }: PatchToPublish, repositoryId: string): Step {
  return { do: 'open-draft', repositoryId, candidate, branch: facts.branch, base, title, body }
}
