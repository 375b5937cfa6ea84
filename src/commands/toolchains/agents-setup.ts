import { z } from 'zod'
import { packagesFolder } from '../../adapters/agents/program/packages-folder.ts'
import { createSandbox } from '../../adapters/sandbox/create-sandbox.ts'
import type { SpeculateOptions } from '../../app/speculate-options.ts'
import type { PriceTable } from '../../domain/run/budget.ts'

/** What agents need that a command starts. `unconfined`: the person at the terminal says that the machine is disposable. */
export function agentsSetup(options: {
  readonly unconfined?: boolean | undefined
  readonly prices?: PriceTable
}): SpeculateOptions['agents'] {
  const { unconfined = HostIsDisposable.parse(process.env.SPECULATE_HOST_IS_DISPOSABLE), prices = {} } =
    options
  return {
    sandbox: createSandbox({ hostIsDisposable: unconfined }),
    packages: packagesFolder(process.env.TOOLCHAINS_DIR || undefined),
    prices,
    logins: true,
  }
}

/** The server's switch holds here as well. */
const HostIsDisposable = z.stringbool().catch(false)
