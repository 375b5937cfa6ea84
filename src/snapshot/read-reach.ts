import type { RequiredCheck } from '../domain/checks/contract.ts'
import type { Reach } from '../domain/checks/reach.ts'
import type { IssueRef } from '../domain/issue/issue.ts'
import type { Settings } from '../domain/settings.ts'
import type { Forge } from '../ports/forge.ts'
import type { DeriveReach } from '../ports/reach.ts'
import { compactJudges } from '../stages/plan/contract/compact-judges.ts'
import { treeOfForge } from './tree-of-forge.ts'

interface ReachInput {
  readonly commit: string
  readonly checks: readonly RequiredCheck[]
  readonly settings: Settings
}

/** E10: what the checks of a contract run and read, from the base commit alone: one request lists its files, a few read many at once. */
export async function readReach(
  { forge, deriveReach }: { readonly forge: Forge; readonly deriveReach: DeriveReach },
  issue: IssueRef,
  { commit, checks, settings }: ReachInput,
): Promise<Reach> {
  const { paths, complete } = await forge.listTree(issue, commit)
  const { judges, may_change: mayChange } = settings.verifier
  const { tree, isCut } = treeOfForge(forge, issue, { commit, paths })
  const reach = await deriveReach({ checks, tree, judges, mayChange })
  const [first] = checks
  const cut = (why: string) => ({ check: first?.name ?? '', what: commit, why })
  return {
    ...reach,
    judges: compactJudges(reach.judges),
    unfollowed: [
      ...reach.unfollowed,
      ...(complete ? [] : [cut('the forge lists only a part of its files')]),
      ...(isCut() ? [cut('more of its files would have to be read than one run may ask for')] : []),
    ],
  }
}
