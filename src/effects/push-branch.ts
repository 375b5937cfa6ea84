import type { Speculation } from '../domain/speculation.ts'
import type { Step } from '../domain/step.ts'
import { latestAttempt } from '../stages/generate.ts'
import type { Hands } from './perform.ts'

/** Publishes the stored bundle: any machine can, whichever ran the agent. */
export async function pushBranch(
  step: Extract<Step, { do: 'push-branch' }>,
  speculation: Speculation,
  { store, forge, workspace }: Hands,
): Promise<void> {
  const attempt = latestAttempt(await store.attempts(speculation.id), step.candidate)
  const key = { speculation: speculation.id, candidate: step.candidate, number: attempt?.number ?? 1 }
  const bundle = await store.bundle(key)
  if (!bundle) throw new Error(`the patch of ${step.candidate} is not in the store`)
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  const remote = await forge.gitRemote(repository)
  const { branch, commit } = step
  await workspace.push({ repository, remote, bundle, base: speculation.base.commit, commit, branch })
}
