import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Toolchain } from '../../config/toolchains.ts'
import type { WorkTree } from '../../ports/workspace.ts'

/**
 * The whole environment of an agent: this list and what the operator names for the toolchain, nothing of ours (T7).
 * `HOME` differs per attempt, so that it also marks every process the agent starts.
 */
export async function attemptEnvironment(
  toolchain: Toolchain,
  { home, path }: WorkTree,
): Promise<Record<string, string>> {
  const temporary = join(home, 'tmp')
  await mkdir(temporary, { recursive: true })
  await writeHomeFiles(toolchain, home)
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    TMPDIR: temporary,
  }
  for (const name of toolchain.environment) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  for (const [name, value] of Object.entries(toolchain.set)) {
    environment[name] = value.replaceAll('{home}', home).replaceAll('{worktree}', path)
  }
  environment.HOME = home
  return environment
}

async function writeHomeFiles(toolchain: Toolchain, home: string): Promise<void> {
  for (const [path, content] of Object.entries(toolchain.home_files ?? {})) {
    const file = join(home, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content.replaceAll('{home}', home))
  }
}
