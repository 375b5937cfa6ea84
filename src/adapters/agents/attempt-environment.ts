import { lstat, mkdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import type { WorkTree } from '../../ports/workspace.ts'
import { usersNode, usersPath } from '../users-path.ts'
import { withTokenDummy } from './credential.ts'

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
    ...installedIn(attempt.workTree)?.variables,
  }
  for (const name of toolchain.environment) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  for (const [name, value] of Object.entries(toolchain.set)) environment[name] = fill(value)
  environment.HOME = home
  return withTokenDummy(toolchain, environment)
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

/**
 * As the person at the terminal has it; in a sandbox, what of it is there. What a set-up has installed goes before it, what the agent has
 * beside its program comes last.
 */
async function searchPath({ program, confined, workTree }: Attempt): Promise<string> {
  const setUp = installedIn(workTree)
  // What is installed may need the programs that it was installed by: they are in the sandbox then.
  const all = confined && setUp === undefined ? [] : usersPath().split(delimiter)
  const theirs = confined ? [...all.filter(isAbsolute), ...(await pathInSandbox())] : all
  const folders = [...(setUp?.bin ?? []), ...theirs, dirname(program), dirname(process.execPath)]
  return [...new Set(folders)].join(delimiter)
}

export function installedIn({ setUp }: WorkTree) {
  return setUp?.kind === 'installed' ? setUp : undefined
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
    await removeLinks(home, path)
    const file = join(home, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, fill(content))
  }
}

/** Nothing is written through a link that a set-up has left in the home. */
async function removeLinks(home: string, path: string): Promise<void> {
  let at = home
  for (const name of path.split('/')) {
    at = join(at, name)
    const stats = await lstat(at).catch(() => undefined)
    if (stats?.isSymbolicLink()) await rm(at)
  }
}
