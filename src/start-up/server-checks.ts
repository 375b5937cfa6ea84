import { createAgents } from '../adapters/agents/agents.ts'
import type { ToolchainAgentOptions } from '../adapters/agents/toolchain-agent.ts'
import type { AppCredentials } from '../adapters/github/connection/installations.ts'
import type { AnyToolchain } from '../config/toolchains/toolchains.ts'
import type { Check } from './check.ts'
import { checkApp } from './check-app.ts'
import { checkAgents, checkSandbox, checkWorkspace } from './check-machine.ts'
import { checkWebhook } from './check-webhook.ts'

interface Server {
  readonly credentials: AppCredentials
  /** Base of GitHub's REST API. */
  readonly apiUrl: string
  readonly publicUrl: string | undefined
  readonly workspace: string
  readonly toolchains: ReadonlyMap<string, AnyToolchain>
  readonly agents: Omit<ToolchainAgentOptions, 'log' | 'transcripts'>
}

/** All that a server needs but its database, which only its own process can open. */
export function serverChecks(server: Server): readonly Check[] {
  const { credentials, toolchains, publicUrl } = server
  const github = { baseUrl: server.apiUrl, pacing: 'none', timeoutMs: 10_000 } as const
  const agents = createAgents(toolchains, { ...server.agents, transcripts: undefined, log: () => {} })
  const needsSandbox = [...toolchains.values()].some(({ kind }) => kind !== 'workflow')
  return [
    checkApp(credentials, github),
    checkWebhook(credentials, { github, publicUrl }),
    checkWorkspace(server.workspace),
    checkSandbox(server.agents.sandbox, needsSandbox),
    checkAgents(agents),
  ]
}
