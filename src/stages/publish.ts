import type { Brief } from '../domain/brief.ts'
import { holdsPatch, type Patch } from '../domain/patch.ts'
import type { CandidateFacts } from '../domain/snapshot.ts'
import type { Step } from '../domain/step.ts'

export interface Publishable {
  readonly brief: Brief
  readonly patch: Patch
  readonly facts: CandidateFacts
  /** The branch that the draft wants to be merged into. */
  readonly base: string
  readonly title: string
  readonly body: string
}

/** What is still missing until a patch that passed the guard stands as a draft pull request? One step at a time. */
export function publish({ brief, patch, facts, base, title, body }: Publishable): Step[] {
  const { branch, branchHead, pullRequest } = facts
  if (pullRequest) return []
  if (branchHead === undefined)
    return [{ do: 'push-branch', candidate: brief.id, branch, commit: patch.commit }]
  if (!holdsPatch(patch, branchHead, [facts.branchCommit])) return []
  return [{ do: 'open-draft', candidate: brief.id, branch, base, title, body }]
}
