import type { Attempt } from '../domain/candidate/attempt.ts'
import type { BaseNow } from '../domain/checks/base-now.ts'
import type { VerifierContract } from '../domain/checks/contract.ts'
import { fingerprint } from '../domain/checks/fingerprint.ts'
import type { TouchedJudge } from '../domain/checks/reach.ts'
import type { ForgeFacts } from '../domain/forge/forge-facts.ts'
import { retargetedTo } from '../domain/run/retargeted-to.ts'
import type { Snapshot } from '../domain/run/snapshot.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import { sha256 } from '../domain/sha256.ts'
import type { Forge } from '../ports/forge.ts'
import type { TouchedJudges } from '../ports/reach.ts'
import { contractChecks } from '../stages/plan/contract/contract-checks.ts'
import { readChangedJudges } from './read-changed-judges.ts'
import { readContractInputs } from './read-contract-inputs.ts'

interface ContractReaders {
  readonly forge: Forge
  readonly touchedJudges: TouchedJudges
}

interface Run {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** Whether a verdict is about to be recorded, as far as these facts say. */
  readonly isDeciding: (baseNow: BaseNow) => boolean
}

/** The contract as it would be now, read only where it could matter: right before a verdict, and while a promotion stands; and the state of the base. */
export async function readContractNow(
  facts: ForgeFacts,
  { speculation, attempts, isDeciding }: Run,
  asking: ContractReaders,
): Promise<Pick<Snapshot, 'contractNow' | 'baseNow'>> {
  const { issue, repository } = facts
  const matters = speculation.verdict
    ? isPromotionOpen(facts, speculation)
    : attempts.length > 0 && attempts.every(({ status }) => status === 'ended')
  if (!matters) return {}
  const baseNow = await readBaseNow(facts, speculation, asking.forge)
  if (!speculation.verdict && !isDeciding(baseNow)) return { baseNow }
  const inputs = await readContractInputs(asking.forge, issue.ref, repository)
  const { settings } = inputs
  if (!settings.ok) return { contractNow: { checks: [], fingerprint: 'unreadable' }, baseNow }
  const { stage } = speculation.plan
  const checks = [...contractChecks({ ...inputs, settings: settings.value, stage })]
  const { base, contract } = speculation
  const moved = { reach: contract.reach, from: base.commit, to: repository.defaultBranchHead }
  const changed =
    moved.reach && baseNow.state === 'moved'
      ? await readChangedJudges(asking, issue.ref, { ...moved, reach: moved.reach })
      : []
  return { contractNow: withChanged({ checks, fingerprint: fingerprint(checks, inputs) }, changed), baseNow }
}

/** Asked only of a base that is not where it was: drafts follow a branch that is renamed, and nothing follows one that is gone. One that a person has given another base says nothing of it. */
async function readBaseNow(
  { issue, repository, candidates }: ForgeFacts,
  { base }: Speculation,
  forge: Forge,
): Promise<BaseNow> {
  const drafts = candidates
    .flatMap(({ pullRequest }) => pullRequest ?? [])
    .filter((pullRequest) => !retargetedTo(pullRequest, base))
  const branch = drafts.find(({ baseBranch }) => baseBranch !== undefined)?.baseBranch ?? base.branch
  const isSame = branch === repository.defaultBranch && repository.defaultBranchHead === base.commit
  if (isSame) return { branch, state: 'same' }
  return { branch, state: await forge.baseNow(issue.ref, { branch, commit: base.commit }) }
}

/** A promotion stays true only under the contract that judged it, which another commit of the base may change. */
function isPromotionOpen({ candidates, repository }: ForgeFacts, { verdict, revoked, base }: Speculation) {
  const decision = verdict?.decision
  if (decision?.kind !== 'promote' || revoked || repository.defaultBranchHead === base.commit) return false
  const winner = candidates.find(({ candidate }) => candidate === decision.candidate)
  return winner?.pullRequest?.state === 'open'
}

/** Checks of the same names that run and read something else are another contract. */
function withChanged(contract: VerifierContract, changed: readonly TouchedJudge[]): VerifierContract {
  if (changed.length === 0) return contract
  const text = JSON.stringify([contract.fingerprint, changed.map(({ path, part }) => [path, part ?? null])])
  return { ...contract, fingerprint: sha256(text), changed: [...changed] }
}
