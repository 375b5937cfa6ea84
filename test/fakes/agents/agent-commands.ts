import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ToolchainAgentOptions } from '../../../src/adapters/agents/toolchain-agent.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { createSandbox } from '../../../src/adapters/sandbox/create-sandbox.ts'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import type { Script } from './scripted-acp-agent.ts'

export function scriptedToolchain(script: Script): Toolchain {
  const program = join(import.meta.dirname, 'scripted-acp-agent.ts')
  return Toolchain.parse({ kind: 'acp', command: [process.execPath, program, JSON.stringify(script)] })
}

/** `way` is one of the cases of `hostile-agent.sh`. */
export function hostileToolchain(way: string, kind: Toolchain['kind'] = 'command'): Toolchain {
  return Toolchain.parse({ kind, command: ['sh', join(import.meta.dirname, 'hostile-agent.sh'), way] })
}

/** An agent that is a script of a shell; the brief is on its standard input. */
export function shellToolchain(script: string): Toolchain {
  return Toolchain.parse({ kind: 'command', command: ['sh', '-c', script] })
}

/** Agents that run without a cell, as on a host that may be thrown away. */
export const onThisHost: ToolchainAgentOptions = {
  sandbox: createSandbox({ hostIsDisposable: true }),
  packages: join(tmpdir(), 'no-packages-here'),
  prices: {},
  transcripts: undefined,
  redactor: createRedactor(),
  log: () => undefined,
}
