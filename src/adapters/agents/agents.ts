import { presetToolchains, type Toolchain } from '../../config/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate.ts'
import type { Agent } from '../../ports/agent.ts'
import { type ToolchainAgentOptions, toolchainAgent } from './toolchain-agent.ts'

export interface Agents {
  /** What the operator has configured, in that order. */
  readonly names: readonly ToolchainName[]
  /** Undefined for a name that is neither configured nor a preset. */
  agent(name: ToolchainName): Agent | undefined
}

export function createAgents(
  toolchains: ReadonlyMap<ToolchainName, Toolchain>,
  options: ToolchainAgentOptions,
): Agents {
  const known = new Map([...presetToolchains, ...toolchains])
  // Made once: an agent counts how many of its attempts are running.
  const agents = new Map(
    [...known].map(([name, toolchain]) => [name, toolchainAgent(name, toolchain, options)]),
  )
  return { names: [...toolchains.keys()], agent: (name) => agents.get(name) }
}
