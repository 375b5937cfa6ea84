import type { Brief, Plan, PlanSource, Strategy, TddStage } from '../../domain/candidate/brief.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { RequiredCheck, WorkflowFile, WorkflowJob } from '../../domain/checks/contract.ts'
import type { Reach } from '../../domain/checks/reach.ts'
import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import type { Refusal } from '../../domain/issue/refusal.ts'
import type { RunOptions } from '../../domain/issue/trigger.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { count } from '../../messages/numbers.ts'
import { type ChosenToolchains, chooseToolchains } from './choose-toolchains.ts'
import { contractChecks } from './contract/contract-checks.ts'
import { neverRunning } from './contract/never-running.ts'
import { DEFAULT_STRATEGIES } from './default-strategies.ts'
import { handOut } from './hand-out.ts'
import { planNotes } from './plan-notes.ts'
import { inOrder, type Prior } from './prior.ts'

export type PlanResult =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly checks: readonly RequiredCheck[] }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }

export interface PlanInput {
  readonly settings: Settings
  readonly block: IssueBlock | undefined
  readonly branch: string
  readonly branchChecks: readonly RequiredCheck[]
  /** What the base's own workflows run on pull requests. */
  readonly workflowJobs: readonly WorkflowJob[]
  /** All its workflow files, where they were read. */
  readonly workflowFiles?: readonly WorkflowFile[] | undefined
  /** Which of the settings the account says. */
  readonly account?: Plan['account']
  /** What the checks run and read. */
  readonly reach?: Reach | undefined
  /** What the operator has configured, in that order. */
  readonly toolchains: readonly ToolchainName[]
  /** What whoever started the run named for it, in rank order; goes before what the repository names. */
  readonly asked?: readonly ToolchainName[] | undefined
  /** What whoever has started the run asks for: it goes before all of that. */
  readonly options?: RunOptions
  /** What earlier runs say of the strategies that compete where nobody names any. */
  readonly prior?: Prior | undefined
  /** Why one candidate is enough, as a sentence; absent where several compete. */
  readonly single?: string | undefined
}

/** How many candidates, with which strategies and toolchains, and which checks will judge them all alike? */
export function plan(input: PlanInput): PlanResult {
  const { options = {} } = input
  const stage = options.stage ?? input.block?.stage ?? input.settings.stage
  const checks = contractChecks({ ...input, stage })
  if (checks.length === 0) return refuse({ kind: 'no-verifier', branch: input.branch })
  const never = neverRunning(checks, input)
  if (never.length > 0) return refuse({ kind: 'never-runs', branch: input.branch, checks: never })
  if (stage === 'red' && !checks.some(({ mustFail }) => mustFail)) return refuse({ kind: 'no-red-check' })

  const configured = input.toolchains
  const one = options.toolchain
  const chosen = chooseToolchains(one === undefined ? input : { ...input, asked: [one] })
  const { among } = chosen
  if (among.length === 0) return refuse({ kind: 'no-toolchain' })

  const { source, strategies: named } = chooseStrategies(input, stage, chosen)
  const few = asMany(named, options, source)
  if ('refusal' in few) return few
  const strategies = one === undefined ? few : few.map((strategy) => ({ ...strategy, toolchain: one }))
  const briefs = strategies.map((strategy, place) => handOut(strategy, place, among))
  const asked = planning(input, among)
  const toolchain = unknownToolchain([...writers(briefs, asked), ...distinguishing(input)], configured)
  if (toolchain !== undefined) return refuse({ kind: 'unknown-toolchain', toolchain, configured })

  const { settings, reach, single, account } = input
  const noted = { briefs, strategies, among, stage, checks, settings, reach, account }
  const notes = planNotes({ ...noted, ...withoutUndefined({ single }) })
  const invariants = [...input.settings.invariants, ...(input.block?.invariants ?? [])]
  return {
    kind: 'planned',
    plan: { source, stage, briefs, invariants, notes, ...withoutUndefined({ account }), ...asked },
    checks,
  }
}

function chooseStrategies(
  { block, settings, options, prior }: PlanInput,
  stage: TddStage,
  { candidates }: ChosenToolchains,
): { source: PlanSource; strategies: readonly Strategy[] } {
  if (block?.candidates) return { source: 'issue', strategies: block.candidates }
  if (settings.candidates) return { source: 'repository', strategies: settings.candidates }
  return {
    source: 'defaults',
    strategies: inOrder(DEFAULT_STRATEGIES[stage], prior ?? { order: [] }).slice(
      0,
      options?.candidates ?? candidates,
    ),
  }
}

/** As many of them as are asked for: the first ones. */
function asMany(
  strategies: readonly Strategy[],
  { candidates = strategies.length }: RunOptions,
  source: PlanSource,
): readonly Strategy[] | Refused {
  if (candidates <= strategies.length) return strategies.slice(0, candidates)
  const most = strategies.length
  const possible = most === 1 ? 'only 1 is possible' : `1 to ${most} are possible`
  const why = `there are ${count(most, 'strategy', 'strategies')} ${NAMED_IN[source]}, so ${possible}`
  return refuse({ kind: 'option', option: `candidates=${candidates}`, why })
}

const NAMED_IN: Record<PlanSource, string> = {
  issue: 'in the issue',
  repository: 'in `.github/speculate.yml`',
  planner: 'of the planner',
  defaults: 'to begin with',
}

/** Asked only where nobody names strategies; the default roles compete until it has answered. */
function planning(
  { block, settings, options }: PlanInput,
  among: readonly ToolchainName[],
): Pick<Plan, 'proposing'> {
  const { candidates = settings.planner?.candidates } = options ?? {}
  // Of one alone nothing can be told apart.
  if (block?.candidates || settings.candidates || !settings.planner || !candidates || candidates === 1)
    return {}
  return { proposing: { ...settings.planner, candidates, among: [...among] } }
}

/** The first toolchain that is named but not configured: found before anything is spent. */
function unknownToolchain(wanted: readonly ToolchainName[], configured: readonly ToolchainName[]) {
  return wanted.find((one) => !configured.includes(one))
}

function writers(briefs: readonly Brief[], { proposing }: Pick<Plan, 'proposing'>): readonly ToolchainName[] {
  const planned = proposing ? [proposing.toolchain, ...proposing.among.slice(0, proposing.candidates)] : []
  return [...briefs.map(({ toolchain }) => toolchain), ...planned]
}

function distinguishing({ settings }: PlanInput): readonly ToolchainName[] {
  const toolchain = settings.proof?.distinguish
  return toolchain === undefined ? [] : [toolchain]
}

type Refused = Extract<PlanResult, { kind: 'refuse' }>

function refuse(refusal: Refusal): Refused {
  return { kind: 'refuse', refusal }
}
