import type { Brief, Plan, PlanSource, Strategy } from '../domain/brief.ts'
import { DEFAULT_CANDIDATES, rankTag, type ToolchainName } from '../domain/candidate.ts'
import type { RequiredCheck, WorkflowJob } from '../domain/contract.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { IssueBlock, Settings } from '../domain/settings.ts'
import { contractChecks } from './plan/contract-checks.ts'

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

/** B1: the three roles that compete when neither the issue nor the repository names strategies. */
const DEFAULT_STRATEGIES: readonly Strategy[] = [
  {
    id: 'minimal-change',
    strategy:
      'Solve it where it is, inline, without new abstractions: the fewest lines and the lowest complexity that are right.',
    constraints: ['no new files except tests', 'no new dependency'],
  },
  {
    id: 'refactor-heavy',
    strategy:
      'Make the code around it ready first: extract helpers, add guards, then solve it in the place that has become obvious.',
    constraints: ['keep the public interface', 'no new dependency'],
  },
  {
    id: 'pattern-extraction',
    strategy: 'Find the general pattern behind it, build that once, and let this case be its first use.',
    constraints: ['only if the pattern has a second use in sight', 'no new dependency'],
  },
]

/** How many candidates, with which strategies and toolchains, and which checks will judge them all alike? */
export function plan(input: PlanInput): Planned {
  const stage = input.block?.stage ?? input.settings.stage
  const checks = contractChecks({ ...input, stage })
  if (checks.length === 0) return refuse({ kind: 'no-verifier', branch: input.branch })
  if (stage === 'red' && !checks.some(({ mustFail }) => mustFail)) return refuse({ kind: 'no-red-check' })

  const configured = input.toolchains
  const preferred = input.settings.toolchains.length > 0 ? input.settings.toolchains : configured
  if (preferred.length === 0) return refuse({ kind: 'no-toolchain' })

  const { source, strategies } = chooseStrategies(input.block, input.settings)
  const briefs = strategies.map((strategy, index) => brief(strategy, index, preferred))
  const unknown = briefs.find((one) => !configured.includes(one.toolchain))
  if (unknown) return refuse({ kind: 'unknown-toolchain', toolchain: unknown.toolchain, configured })

  const invariants = [...input.settings.invariants, ...(input.block?.invariants ?? [])]
  return { kind: 'planned', plan: { source, stage, briefs, invariants, notes: notesOn(briefs) }, checks }
}

function chooseStrategies(
  block: IssueBlock | undefined,
  settings: Settings,
): { source: PlanSource; strategies: readonly Strategy[] } {
  if (block) return { source: 'issue', strategies: block.candidates }
  if (settings.candidates) return { source: 'repository', strategies: settings.candidates }
  return { source: 'defaults', strategies: DEFAULT_STRATEGIES }
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

function notesOn(briefs: readonly Brief[]): string[] {
  if (briefs.length >= DEFAULT_CANDIDATES) return []
  const count = briefs.length === 1 ? 'Only one candidate was' : 'Only two candidates were'
  return [`${count} asked for: fewer than three give little to compare.`]
}

function refuse(refusal: Refusal): Planned {
  return { kind: 'refuse', refusal }
}
