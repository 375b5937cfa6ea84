import { homedir } from 'node:os'
import type { AnyToolchain } from '../../config/toolchains/toolchains.ts'
import { PACKAGE } from '../own-files.ts'
import { createRedactor, type Redactor } from './create-redactor.ts'
import { secretsOfProcess, secretsOfToolchains } from './secrets-of-process.ts'

interface ServerSecrets {
  /** The App's key, webhook secrets. */
  readonly own: readonly (string | undefined)[]
  readonly toolchains: Iterable<AnyToolchain>
  readonly dataDir: string
  /** Where the packages of agents are installed. */
  readonly packages: string
}

/** Holds every secret that is known at the start; tokens of installations are added as they are made. */
export function redactorOfServer({ own, toolchains, dataDir, packages }: ServerSecrets): Redactor {
  const redactor = createRedactor([
    { path: dataDir, name: '<data>' },
    { path: packages, name: '<toolchains>' },
    { path: PACKAGE, name: '<speculate>' },
    { path: homedir(), name: '~' },
  ])
  for (const secret of [...own, ...secretsOfProcess(), ...secretsOfToolchains(toolchains)])
    redactor.hold(secret)
  return redactor
}
