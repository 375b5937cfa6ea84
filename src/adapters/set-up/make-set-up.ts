import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { checkOut, type Places as GitPlaces } from '../git/check-out.ts'
import { trackedFiles } from '../git/collect/tracked-files.ts'
import type { Leases } from '../git/leases.ts'
import { removeTree } from '../git/remove-tree.ts'
import { networkCredentials } from '../network/without-credentials.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { placesIn } from './home-places.ts'
import { filesOf, homeOf, type KeptSetUp, removeKept, writeKept } from './kept-set-up.ts'
import { copyFolder } from './lay-into.ts'
import { cover, filesHolding, linksInto } from './name-places.ts'
import { newPaths } from './new-paths.ts'
import { runSetUp } from './run-set-up.ts'

export interface SetUpPlace {
  readonly sandbox: Sandbox
  readonly leases: Pick<Leases, 'begin' | 'end'>
  readonly placesOf: (name: string) => GitPlaces
  readonly remove: (name: string) => Promise<void>
}

export interface SetUpTask {
  /** A repository that has the commit. */
  readonly mirror: string
  readonly commit: string
  readonly commands: readonly string[]
  readonly signal?: AbortSignal | undefined
}

const MAX_PATHS = 2_000

/** Runs the commands in a work tree of their own, and moves what they have made into `folder`. A reason where that fails. */
export async function makeSetUp(
  folder: string,
  task: SetUpTask,
  { sandbox, leases, placesOf, remove }: SetUpPlace,
): Promise<KeptSetUp | { readonly failed: string }> {
  const { mirror, commit, commands, signal = new AbortController().signal } = task
  const name = `set-up.${folder.slice(-16)}`
  await leases.begin(name)
  try {
    await remove(name)
    const places = placesOf(name)
    const workTree = await checkOut(places, mirror, commit)
    const failed = await runSetUp(workTree, { commands, sandbox, signal })
    if (failed !== undefined) return { failed }
    const { path: tree, home } = workTree
    const paths = await newPaths(tree, await trackedFiles(places.gitDir))
    if (paths.length > MAX_PATHS)
      return { failed: `${commands.join('; ')} leaves ${paths.length} new files in folders of the base` }
    await removeTree(join(home, '.npm/_logs'))
    const inHome = await placesIn(home)
    await removeKept(folder)
    await moveAll(tree, filesOf(folder), paths)
    await moveAll(home, homeOf(folder), inHome)
    return await described(folder, { tree: paths, home: inHome, madeIn: { tree, home } }, places.gitDir)
  } finally {
    await remove(name)
    await leases.end(name)
  }
}

type Moved = Pick<KeptSetUp, 'tree' | 'home' | 'madeIn'>

async function described(folder: string, moved: Moved, gitDir: string): Promise<KeptSetUp> {
  const [files, home] = [filesOf(folder), homeOf(folder)]
  const secrets = networkCredentials()
  for (const root of [files, home]) await cover(root, await filesHolding(root, secrets, gitDir), secrets)
  const naming = async (root: string) => [
    ...(await filesHolding(root, Object.values(moved.madeIn), gitDir)),
    ...(await linksInto(root, moved.madeIn)),
  ]
  const size = ['-c', 'du -sk -- "$1"', 'size', folder]
  const { stdout } = await execa('/bin/sh', size, { reject: false, stdin: 'ignore' })
  const kept = {
    ...moved,
    naming: { tree: await naming(files), home: await naming(home) },
    kilobytes: Number(/^\d+/.exec(stdout)?.[0] ?? 0),
    madeAt: new Date().toISOString(),
  }
  await writeKept(folder, kept)
  return kept
}

async function moveAll(from: string, to: string, paths: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true })
    await rename(join(from, path), join(to, path)).catch(async (error: unknown) => {
      // A cache may lie on another file system.
      if (!isAcross(error)) throw error
      await copyFolder(join(from, path), join(to, path))
    })
  }
}

function isAcross(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EXDEV'
}
