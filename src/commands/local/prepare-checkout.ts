import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NewCheckout, PrepareCheckout, PrepareHome } from '@speculate-dev/embedded-github'
import { networkEnvironment } from '../../adapters/network/network-environment.ts'
import { homeVariables } from '../../adapters/set-up/home-places.ts'
import type { SetUpOfTree } from '../../ports/workspace.ts'

/** Puts what a project's set-up makes into a checkout. */
export type LayDependencies = (checkout: NewCheckout) => Promise<SetUpOfTree | undefined>

/**
 * What a job on this machine needs of its home: programs that look for one elsewhere than in `HOME` are pointed to it, and npm to the
 * registries of scopes.
 */
export const prepareHome: PrepareHome = async (home) => {
  const { variables, npmrc } = networkEnvironment()
  if (npmrc.length > 0) await writeFile(join(home, '.npmrc'), `${npmrc.join('\n')}\n`)
  return homeVariables(home, variables.MAVEN_OPTS)
}

/** Where dependencies are laid they are there. */
export function prepareCheckout(lay: LayDependencies): PrepareCheckout {
  return async (checkout) => {
    const setUp = await lay(checkout)
    if (setUp?.kind === 'failed') return { path: [], warnings: [`Nothing is installed: ${setUp.reason}`] }
    if (setUp === undefined) return { path: [], warnings: [] }
    await ignore(checkout.workspace, setUp.laid)
    return { path: setUp.bin, warnings: [] }
  }
}

/** Checks that ask whether the work tree is clean see what the commit holds. */
async function ignore(workspace: string, laid: readonly string[]): Promise<void> {
  const info = join(workspace, '.git/info')
  await mkdir(info, { recursive: true })
  const lines = laid
    .filter((path) => !path.includes('\n'))
    .map((path) => `/${path.replaceAll(/[\\*?[\]!# ]/g, '\\$&')}\n`)
  await appendFile(join(info, 'exclude'), lines.join(''))
}
