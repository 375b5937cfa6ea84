import { join } from 'node:path'
import { Toolchain } from '../../../src/config/toolchains.ts'
import type { Script } from './scripted-acp-agent.ts'

export function scriptedToolchain(script: Script): Toolchain {
  const program = join(import.meta.dirname, 'scripted-acp-agent.ts')
  return Toolchain.parse({ kind: 'acp', command: [process.execPath, program, JSON.stringify(script)] })
}

/** `way` is one of the cases of `hostile-agent.sh`. */
export function hostileToolchain(way: string, kind: Toolchain['kind'] = 'command'): Toolchain {
  return Toolchain.parse({ kind, command: ['sh', join(import.meta.dirname, 'hostile-agent.sh'), way] })
}
