import { DEFAULT_CANDIDATES, type ToolchainName } from '../../domain/candidate/candidate.ts'
import type { Settings } from '../../domain/settings.ts'
import { MAX_DEFAULT_CANDIDATES } from './default-strategies.ts'

interface ToolchainSources {
  /** Named on the command line by whoever started the run; empty or absent where nobody did. */
  readonly asked?: readonly ToolchainName[] | undefined
  /** Named in the repository's settings. */
  readonly settings: Pick<Settings, 'toolchains' | 'planner' | 'proof'>
  /** Configured by the operator, for all runs alike. */
  readonly toolchains: readonly ToolchainName[]
}

export interface ChosenToolchains {
  /** In rank order; a toolchain that is named twice writes two candidates. */
  readonly among: readonly ToolchainName[]
  /** How many of the default strategies compete: one for each toolchain that was named for this run or this repository. */
  readonly candidates: number
}

/** Who writes, and how many compete where nobody names strategies. */
export function chooseToolchains({ asked = [], settings, toolchains }: ToolchainSources): ChosenToolchains {
  const named = asked.length > 0 ? asked : settings.toolchains
  const among = named.length > 0 ? named : writersOf(toolchains, settings)
  // A single toolchain is not a competition between toolchains, so it writes the usual number of candidates. Where a
  // planner is asked, the planner decides the number.
  const counts = named.length > 1 && settings.planner === undefined
  const candidates = counts ? Math.min(named.length, MAX_DEFAULT_CANDIDATES) : DEFAULT_CANDIDATES
  return { among, candidates }
}

/** Who is asked for a test on which two candidates differ must have written neither; alone, it writes all the same. */
function writersOf(
  toolchains: readonly ToolchainName[],
  { proof }: ToolchainSources['settings'],
): readonly ToolchainName[] {
  const others = toolchains.filter((one) => one !== proof?.distinguish)
  return others.length > 0 ? others : toolchains
}
