import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkTree } from '../../ports/workspace.ts'
import { networkEnvironment } from '../network/network-environment.ts'
import { managers } from '../proof/run/test-environment.ts'
import { usersPath } from '../users-path.ts'
import { homeVariables } from './home-places.ts'

/** The whole environment of a set-up, and the places of this machine that it names. */
export async function setUpEnvironment({ home }: WorkTree) {
  const temporary = join(home, 'tmp')
  await mkdir(temporary, { recursive: true })
  const { variables, files, npmrc } = networkEnvironment()
  if (npmrc.length > 0) await writeFile(join(home, '.npmrc'), `${npmrc.join('\n')}\n`)
  const environment: Record<string, string> = {
    PATH: usersPath(),
    HOME: home,
    TMPDIR: temporary,
    LANG: process.env.LANG ?? 'C.UTF-8',
    CI: 'true',
    NO_COLOR: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    ...managers(),
    ...variables,
    ...homeVariables(home, variables.MAVEN_OPTS),
  }
  return { environment, files }
}
