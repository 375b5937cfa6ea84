import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import type { WorkTree } from '../../ports/workspace.ts'
import { usersNode, usersPath } from '../users-path.ts'

interface Attempt {
  readonly workTree: WorkTree
  /** Absolute path. */
  readonly program: string
  /** Where the agent reaches its model; undefined for a toolchain without a provider. */
  readonly gateway: string | undefined
  /** In a sandbox only the system's own folders are there to be searched. */
  readonly confined: boolean
}

/**
 * The whole environment of an agent: this list and what the operator names for the toolchain, nothing of ours (T7).
 * `HOME` differs per attempt, so that it also marks every process the agent starts.
 */
export async function attemptEnvironment(
  toolchain: Toolchain,
  attempt: Attempt,
): Promise<Record<string, string>> {
  const { home } = attempt.workTree
  const temporary = join(home, 'tmp')
  await mkdir(temporary, { recursive: true })
  const fill = filler(toolchain, attempt)
  await writeHomeFiles(toolchain, home, fill)
  const environment: Record<string, string> = {
    PATH: await searchPath(attempt),
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    TMPDIR: temporary,
  }
  for (const name of toolchain.environment) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  for (const [name, value] of Object.entries(toolchain.set)) environment[name] = fill(value)
  environment.HOME = home
  return environment
}

/** Puts what is known of an attempt into the words of a toolchain. */
export function filler({ model }: Toolchain, { workTree, gateway }: Pick<Attempt, 'workTree' | 'gateway'>) {
  return (text: string) =>
    text
      .replaceAll('{home}', workTree.home)
      .replaceAll('{worktree}', workTree.path)
      .replaceAll('{model}', model ?? '')
      .replaceAll('{gateway}', gateway ?? '')
}

/** As the person at the terminal has it; in a sandbox, what of it is there. Theirs come before what the agent has beside its program. */
async function searchPath({ program, confined }: Attempt): Promise<string> {
  const theirs = confined ? await pathInSandbox() : usersPath().split(delimiter)
  return [...new Set([...theirs, dirname(program), dirname(process.execPath)])].join(delimiter)
}

async function pathInSandbox(): Promise<readonly string[]> {
  const system = ['/usr/local/bin', '/usr/bin', '/bin']
  const node = dirname(await usersNode())
  return system.includes(node) ? system : [node, ...system]
}

async function writeHomeFiles(
  toolchain: Toolchain,
  home: string,
  fill: (text: string) => string,
): Promise<void> {
  for (const [path, content] of Object.entries(toolchain.home_files ?? {})) {
    const file = join(home, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, fill(content))
  }
}
