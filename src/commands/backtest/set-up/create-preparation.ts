import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { checkOutTree, scratchRepository } from '../../../adapters/proof/run/composed-tree.ts'
import type { PreparedDependencies } from '../../../adapters/proof/run/run-tests.ts'
import { usersPath } from '../../../adapters/users-path.ts'
import { locksOf } from './locks-of.ts'

interface Places {
  readonly objects: string
  readonly gitDir: string
  readonly scratch: string
  readonly setup: string | undefined
  readonly onSetup: (command: string) => void
  readonly signal: AbortSignal
}

/** Undefined where nothing is set up. A failure is described by what was being done. */
type InstallResult = PreparedDependencies | { readonly failed: string } | undefined

/** The folders that a set-up may fill, and that every tree then finds in the same place. */
const LINKED = ['node_modules', '.venv', 'vendor']
const SETUP_MINUTES = 10

/** Runs the set-up of a base on this machine, with a network and as the user, once for equal lock files. */
export function createPreparation(places: Places): (base: string) => Promise<InstallResult> {
  const known = new Map<string, Promise<InstallResult>>()
  return async (base) => {
    const { setup, gitDir } = places
    if (setup === undefined) return undefined
    const key = await locksOf(gitDir, base)
    const running = known.get(key)
    if (running) return running
    places.onSetup(setup)
    const started = prepare(base, { ...places, setup }, known.size)
    known.set(key, started)
    return started
  }
}

async function prepare(
  base: string,
  { objects, scratch, setup, signal }: Places & { readonly setup: string },
  number: number,
): Promise<InstallResult> {
  const root = join(scratch, `prepared-${number}`)
  const [folder, home, own] = [join(root, 'tree'), join(root, 'home'), join(root, 'git')]
  await mkdir(home, { recursive: true })
  await scratchRepository(own, objects)
  await checkOutTree(own, base, folder)
  const result = await execa('/bin/sh', ['-c', setup], {
    cwd: folder,
    env: { PATH: usersPath(), HOME: home, npm_config_cache: join(scratch, 'npm-cache'), CI: 'true' },
    reject: false,
    stdin: 'ignore',
    timeout: SETUP_MINUTES * 60_000,
    cancelSignal: signal,
    all: true,
  })
  signal.throwIfAborted()
  if (result.exitCode !== 0) return { failed: failureText(result) }
  const linked = await Promise.all(
    LINKED.map(async (name) => ((await isFolder(join(folder, name))) ? [name] : [])),
  )
  const hasHome = (await readdir(home)).length > 0
  return { folder, linked: linked.flat(), ...(hasHome && { home }) }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}

const LAST_LINES = 4
const MAX_LINE = 200

function failureText({
  exitCode,
  all,
  timedOut,
}: {
  exitCode?: number
  all: string
  timedOut: boolean
}): string {
  const end = timedOut
    ? `did not end within ${SETUP_MINUTES} minutes`
    : exitCode === undefined
      ? 'was stopped by a signal'
      : `ends with exit code ${exitCode}`
  const said = lastLines(all)
  return said.length === 0 ? `${end} and says nothing` : `${end}: ${said.join(' / ')}`
}

/** A package manager's line about where its log lies does not explain the failure. */
function lastLines(output: string): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trim().slice(0, MAX_LINE))
    .filter((line) => /\w/.test(line) && !/complete log of this run/.test(line))
    .slice(-LAST_LINES)
}
