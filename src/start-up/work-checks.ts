import { createAgents } from '../adapters/agents/agents.ts'
import type { ToolchainAgentOptions } from '../adapters/agents/toolchain-agent.ts'
import type { AnyToolchain } from '../config/toolchains/toolchains.ts'
import type { Check } from './check.ts'
import { checkAgents, checkSandbox, checkWorkspace } from './check-machine.ts'

interface Work {
  readonly workspace: string
  readonly toolchains: ReadonlyMap<string, AnyToolchain>
  readonly agents: Omit<ToolchainAgentOptions, 'log' | 'transcripts'>
}

/** What the work on runs needs of its machine. */
export function workChecks({ workspace, toolchains, agents }: Work): readonly Check[] {
  const started = createAgents(toolchains, { ...agents, transcripts: undefined, log: () => {} })
  const needsSandbox = [...toolchains.values()].some(({ kind }) => kind !== 'workflow')
  return [checkWorkspace(workspace), checkSandbox(agents.sandbox, needsSandbox), checkAgents(started)]
}
