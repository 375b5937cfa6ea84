import type { ActionPlan, PlanRequest } from '../served-action.ts'
import { asksForSubmodules, folderOf, INPUTS, repositoryProblem } from './read-inputs.ts'
import { modulesOf, problemOfModules } from './submodules.ts'

export async function planCheckout({ uses, inputs, place }: PlanRequest): Promise<ActionPlan> {
  const { repository, path } = inputs
  const findings = [
    repositoryProblem(repository?.trim() || undefined, place.repository ?? repository?.trim() ?? ''),
    folderOf(path ?? '', '/workspace') === undefined
      ? `\`path: ${path}\` in \`with\` of \`${uses}\` is outside of the workspace`
      : undefined,
    await submodulesProblem({ uses, inputs, place }),
  ]
  const unknown = Object.keys(inputs).filter((name) => !INPUTS.includes(name))
  const notices = unknown.map(
    (name) => `\`${name}\` in \`with\` of \`${uses}\` is not one of its inputs and has no effect`,
  )
  const pointers = inputs.lfs?.trim().toLowerCase() === 'true' && (await usesLfs(place))
  return {
    findings: findings.filter((finding) => finding !== undefined),
    notices: pointers ? [...notices, POINTERS] : notices,
  }
}

const POINTERS = 'files that Git LFS keeps are only pointers here: this runner has no store of them'

/** What is checked out at another ref is looked at when it lies there. */
async function submodulesProblem({
  uses,
  inputs,
  place,
}: Pick<PlanRequest, 'uses' | 'inputs' | 'place'>): Promise<string | undefined> {
  if (!asksForSubmodules(inputs.submodules) || 'ref' in inputs) return undefined
  return problemOfModules(uses, modulesOf((await place.read('.gitmodules')) ?? ''), place.submodules)
}

async function usesLfs(place: PlanRequest['place']): Promise<boolean> {
  return /\bfilter=lfs\b/.test((await place.read('.gitattributes')) ?? '')
}
