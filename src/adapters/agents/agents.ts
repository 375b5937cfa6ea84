import { type AnyToolchain, presetToolchains } from '../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { Agent, DispatchedToolchain } from '../../ports/agent.ts'
import type { WorkersToolchains } from '../../ports/queue.ts'
import { type ToolchainAgentOptions, toolchainAgent } from './toolchain-agent.ts'

export interface Agents extends WorkersToolchains {
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
  const named = [...toolchains.keys()]
  return {
    named,
    async runnable() {
      const missing = await Promise.all(named.map((name) => agents.get(name)?.missing()))
      return named.filter((_name, at) => missing[at] === undefined)
    },
    agent: (name) => agents.get(name),
    workflow: (name) => workflows.get(name),
  }
}
