import { join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import { sha256 } from '../../domain/sha256.ts'
import type { SetUpOfTree } from '../../ports/workspace.ts'
import { gitLine } from '../git/git.ts'
import type { PreparedDependencies } from '../proof/run/run-tests.ts'
import { homeVariables, programFolders } from './home-places.ts'
import { filesOf, type KeptSetUp, type Places, readKept, removeOld } from './kept-set-up.ts'
import { isOfDependencies, layInto } from './lay-into.ts'
import { makeSetUp, type SetUpPlace } from './make-set-up.ts'
import { setUpKey } from './set-up-key.ts'
import { trackedOf } from './tracked-of.ts'

export interface SetUpOptions extends SetUpPlace {
  /** Holds what the set-ups of bases have made, a folder for each. */
  readonly root: string
  /** The same of candidates that have another set-up; goes with the work trees. */
  readonly rootOfCandidates: string
}

interface SetUpRequest {
  /** A repository that has `base`, and `commit`. */
  readonly mirror: string
  readonly base: string
  /** Of a candidate, for whose work tree it is; otherwise it is for one of the base. */
  readonly commit?: string | undefined
  /** Whose dependencies they are: what one project's set-up makes, no other gets. */
  readonly project: string
  readonly setUp?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}

export interface SetUps {
  /** Runs the set-up of the base unless what it made is still there, and puts that into a work tree and its home, where they are named. */
  lay(request: SetUpRequest, to?: Places): Promise<SetUpOfTree | undefined>
  /** The same for many runs of tests: what is large is only read by all of them, the rest is copied for each. Undefined where it fails. */
  prepare(request: SetUpRequest): Promise<PreparedDependencies | undefined>
}

/** A registry that was away may be back. */
const FAILURE_HOLDS_MS = 10 * 60_000

export function createSetUp(options: SetUpOptions): SetUps {
  const failures = new Map<string, { readonly reason: string; readonly until: number }>()
  /** Nobody else makes, changes or removes it meanwhile. */
  async function whileKept<T>(
    { setUp: commands = [], ...request }: SetUpRequest,
    work: (use: Use) => Promise<T>,
  ): Promise<T | Failed | undefined> {
    if (commands.length === 0) return undefined
    const { root, key, commit } = await sourceOf({ ...request, commands }, options)
    const folder = join(root, key)
    const locked = async () => {
      const known = failures.get(folder)
      if (known && performance.now() < known.until) return { kind: 'failed' as const, reason: known.reason }
      const earlier = await readKept(folder)
      const kept = earlier ?? (await makeSetUp(folder, { ...request, commit, commands }, options))
      if (!('failed' in kept)) return work({ folder, kept, request, earlier })
      failures.set(folder, { reason: kept.failed, until: performance.now() + FAILURE_HOLDS_MS })
      return { kind: 'failed' as const, reason: kept.failed }
    }
    const result = await withLock(folder, locked, request.signal)
    await removeOld(root, key)
    return result
  }
  return {
    lay: (request, to) =>
      whileKept(request, async (use) => {
        const installed = await lay(use, to)
        return use.earlier ? { ...installed, takenFrom: use.earlier.madeAt } : installed
      }),
    async prepare(request) {
      const prepared = await whileKept(request, async (use) => preparedOf(use, options.sandbox))
      return prepared && 'reason' in prepared ? undefined : prepared
    },
  }
}

type Failed = Extract<SetUpOfTree, { kind: 'failed' }>

interface Use {
  readonly folder: string
  readonly kept: KeptSetUp
  readonly request: Omit<SetUpRequest, 'setUp'>
  /** Where it was there already. */
  readonly earlier: KeptSetUp | undefined
}

/** Too large to be copied for each run; without a sandbox, nothing is only read. */
const MOUNTED = 'node_modules'
/** Tests install nothing, so they need none of what a package manager has fetched for that. */
const ONLY_FETCHED: readonly string[] = ['.npm', '.yarn']

function preparedOf({ folder, kept }: Use, { kind }: SetUpPlace['sandbox']): PreparedDependencies {
  const linked = kept.tree.filter((path) => path === MOUNTED && kind !== 'none')
  const rest = {
    ...kept,
    tree: kept.tree.filter((path) => !linked.includes(path)),
    home: kept.home.filter((path) => !ONLY_FETCHED.includes(path)),
  }
  return {
    folder: filesOf(folder),
    linked,
    async copyInto(run) {
      await layInto({ folder, kept: rest }, run)
      return { bin: await programFolders(run), variables: variablesOf(kept, run) }
    },
  }
}

function variablesOf({ home }: KeptSetUp, to: Places): Record<string, string> {
  return home.some((path) => path === '.m2' || path === '.gradle') ? homeVariables(to.home) : {}
}

interface Source {
  readonly root: string
  readonly key: string
  /** What is checked out to run the set-up. */
  readonly commit: string
}

/**
 * A candidate that changes nothing of what a set-up depends on has the one of the base. Otherwise it has one of its own, by all of its
 * files: its own code runs while it is made, so no other candidate may get it.
 */
async function sourceOf(
  { mirror, base, commit, project, commands }: Omit<SetUpRequest, 'setUp'> & { commands: readonly string[] },
  { root, rootOfCandidates }: SetUpOptions,
): Promise<Source> {
  const question = { gitDir: mirror, commands, project }
  const key = await setUpKey({ ...question, commit: base })
  if (commit === undefined || commit === base) return { root, key, commit: base }
  const own = await setUpKey({ ...question, commit })
  if (own === key) return { root, key, commit: base }
  const tree = await gitLine(['rev-parse', `${commit}^{tree}`], { gitDir: mirror })
  const keyOfTree = sha256(`${own} ${tree}`)
  return { root: rootOfCandidates, key: keyOfTree, commit }
}

async function lay({ folder, kept, request }: Use, to: Places | undefined) {
  if (to === undefined) return { kind: 'installed' as const, laid: [], bin: [], variables: {} }
  const { mirror, base, commit } = request
  const ofBase = commit === undefined ? undefined : await trackedOf(mirror, base, kept.tree)
  // Of a candidate's own making, such a folder would decide how it is judged.
  const mustGiveWay = (path: string) => ofBase !== undefined && isOfDependencies(path) && !ofBase.has(path)
  const laid = await layInto({ folder, kept, mustGiveWay }, to)
  return {
    kind: 'installed' as const,
    laid,
    bin: await programFolders(to),
    variables: variablesOf(kept, to),
  }
}
