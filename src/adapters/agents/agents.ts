import { type AnyToolchain, presetToolchains } from '../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { Agent, DispatchedToolchain } from '../../ports/agent.ts'
import { type ToolchainAgentOptions, toolchainAgent } from './toolchain-agent.ts'

export interface Agents {
  /** What the operator has configured, in that order. */
  readonly names: readonly ToolchainName[]
  /** Undefined for a name that is neither configured nor a preset, and for one of kind `workflow`. */
  agent(name: ToolchainName): Agent | undefined
  /** Defined for one of kind `workflow`. */
  workflow(name: ToolchainName): DispatchedToolchain | undefined
}

export function createAgents(
  toolchains: ReadonlyMap<ToolchainName, AnyToolchain>,
  options: ToolchainAgentOptions,
): Agents {
  const known = new Map([...presetToolchains, ...toolchains])
  // Made once: an agent counts how many of its attempts are running.
  const agents = new Map<ToolchainName, Agent>()
  const workflows = new Map<ToolchainName, DispatchedToolchain>()
  for (const [name, toolchain] of known) {
    if (toolchain.kind === 'workflow') workflows.set(name, toolchain)
    else agents.set(name, toolchainAgent(name, toolchain, options))
  }
  return {
    names: [...toolchains.keys()],
    agent: (name) => agents.get(name),
    workflow: (name) => workflows.get(name),
  }
}
