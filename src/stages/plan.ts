import type { Brief, Plan, PlanSource, Strategy, TddStage } from '../domain/brief.ts'
import { DEFAULT_CANDIDATES, rankTag, type ToolchainName } from '../domain/candidate.ts'
import type { RequiredCheck, WorkflowJob } from '../domain/contract.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { IssueBlock, Settings } from '../domain/settings.ts'
import { codeSpan } from '../messages/foreign-text.ts'
import { count, list } from '../messages/numbers.ts'
import { contractChecks } from './plan/contract-checks.ts'
import { DEFAULT_STRATEGIES } from './plan/default-strategies.ts'
import { reviewersOf } from './review.ts'

export type Planned =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly checks: readonly RequiredCheck[] }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }

interface PlanInput {
  readonly settings: Settings
  readonly block: IssueBlock | undefined
  readonly branch: string
  readonly branchChecks: readonly RequiredCheck[]
  /** What the base's own workflows run on pull requests. */
  readonly workflowJobs: readonly WorkflowJob[]
  /** What the operator has configured, in that order. */
  readonly toolchains: readonly ToolchainName[]
}

/** How many candidates, with which strategies and toolchains, and which checks will judge them all alike? */
export function plan(input: PlanInput): Planned {
  const stage = input.block?.stage ?? input.settings.stage
  const checks = contractChecks({ ...input, stage })
  if (checks.length === 0) return refuse({ kind: 'no-verifier', branch: input.branch })
  if (stage === 'red' && !checks.some(({ mustFail }) => mustFail)) return refuse({ kind: 'no-red-check' })

  const configured = input.toolchains
  const preferred = input.settings.toolchains.length > 0 ? input.settings.toolchains : configured
  if (preferred.length === 0) return refuse({ kind: 'no-toolchain' })

  const { source, strategies } = chooseStrategies(input, stage)
  const briefs = strategies.map((strategy, index) => brief(strategy, index, preferred))
  const unknown = briefs.find((one) => !configured.includes(one.toolchain))
  if (unknown) return refuse({ kind: 'unknown-toolchain', toolchain: unknown.toolchain, configured })

  const notes = [
    ...stageNotes(stage, checks),
    ...fewNotes(briefs),
    ...reviewNotes(briefs, input.settings.speculation.adversarial_review),
  ]
  const invariants = [...input.settings.invariants, ...(input.block?.invariants ?? [])]
  return { kind: 'planned', plan: { source, stage, briefs, invariants, notes }, checks }
}

function chooseStrategies(
  { block, settings }: PlanInput,
  stage: TddStage,
): { source: PlanSource; strategies: readonly Strategy[] } {
  if (block) return { source: 'issue', strategies: block.candidates }
  if (settings.candidates) return { source: 'repository', strategies: settings.candidates }
  return { source: 'defaults', strategies: DEFAULT_STRATEGIES[stage] }
}

/** C2: toolchains go round in rank order, so that neighbours differ whenever there is more than one. */
function brief(strategy: Strategy, index: number, preferred: readonly ToolchainName[]): Brief {
  const toolchain = strategy.toolchain ?? preferred[index % preferred.length] ?? ''
  return {
    id: strategy.id,
    tag: rankTag(index),
    strategy: strategy.strategy,
    constraints: strategy.constraints,
    toolchain,
  }
}

function stageNotes(stage: TddStage, checks: readonly RequiredCheck[]): string[] {
  const failing = checks.filter(({ mustFail }) => mustFail).map(({ name }) => codeSpan(name, 60))
  if (stage === 'red')
    return [`Tests compete (stage \`red\`): ${list(failing)} must fail, and all else must pass.`]
  return stage === 'commit' ? ['Refactorings compete (stage `commit`): behaviour must stay as it is.'] : []
}

function fewNotes(briefs: readonly Brief[]): string[] {
  if (briefs.length >= DEFAULT_CANDIDATES) return []
  const only = briefs.length === 1 ? 'Only one candidate was' : 'Only two candidates were'
  return [`${only} asked for: fewer than three give little to compare.`]
}

/** A rule that nobody can meet would otherwise be noticed only when everything is paid for. */
function reviewNotes(
  briefs: readonly Brief[],
  { enabled, required_approvals }: Settings['speculation']['adversarial_review'],
): string[] {
  const most = Math.max(...briefs.map(({ id }) => reviewersOf(id, briefs).length))
  if (!enabled || most === 0 || most >= required_approvals) return []
  return [
    `Nobody can be promoted: ${count(required_approvals, 'approval')} of reviewers are asked for, and there can be only ${most}.`,
  ]
}

function refuse(refusal: Refusal): Planned {
  return { kind: 'refuse', refusal }
}
