import { presetToolchains, type Toolchain } from '../../config/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate.ts'
import type { Agent } from '../../ports/agent.ts'
import { acpAgent } from './acp-agent.ts'
import { commandAgent } from './command-agent.ts'

export interface Agents {
  /** What the operator has configured, in that order. */
  readonly names: readonly ToolchainName[]
  /** Undefined for a name that is neither configured nor a preset. */
  agent(name: ToolchainName): Agent | undefined
}

export function createAgents(toolchains: ReadonlyMap<ToolchainName, Toolchain>): Agents {
  return {
    names: [...toolchains.keys()],
    agent(name) {
      const toolchain = toolchains.get(name) ?? presetToolchains.get(name)
      if (toolchain === undefined) return undefined
      return toolchain.kind === 'acp' ? acpAgent(name, toolchain) : commandAgent(name, toolchain)
    },
  }
}
