import { createAgents } from '../../adapters/agents/agents.ts'
import { createRedactor } from '../../adapters/redaction/create-redactor.ts'
import type { SpeculateOptions } from '../../app/speculate-options.ts'
import type { ToolchainsFile } from '../../config/toolchains/toolchains.ts'
import { CommandError } from '../command-error.ts'
import { agentsSetup } from '../toolchains/agents-setup.ts'

/** What the agents are started with. Throws `CommandError` where one of them, or the sandbox, cannot be. */
export async function readyAgents(
  { toolchains, prices }: ToolchainsFile,
  unconfined: boolean | undefined,
): Promise<SpeculateOptions['agents']> {
  const setup = agentsSetup({ unconfined, prices })
  const missingSandbox = await setup.sandbox.missing()
  if (missingSandbox !== undefined)
    throw new CommandError(`${missingSandbox} In place of that variable, give --unconfined.`)
  const agents = createAgents(toolchains, {
    ...setup,
    transcripts: undefined,
    redactor: createRedactor(),
    log: () => undefined,
  })
  for (const name of toolchains.keys()) {
    const missing = await agents.agent(name)?.missing()
    if (missing !== undefined) throw new CommandError(`the agent "${name}" cannot be started: ${missing}`)
  }
  return setup
}
