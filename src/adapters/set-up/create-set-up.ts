import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { withLock } from '@speculate-dev/system'
import type { SetUpOfTree } from '../../ports/workspace.ts'
import { gitLine } from '../git/git.ts'
import { homeVariables, programFolders } from './home-places.ts'
import { type KeptSetUp, type Places, readKept, removeOld } from './kept-set-up.ts'
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
}

/** A registry that was away may be back. */
const FAILURE_HOLDS_MS = 10 * 60_000

export function createSetUp(options: SetUpOptions): SetUps {
  const failures = new Map<string, { readonly reason: string; readonly until: number }>()
  return {
    async lay({ setUp: commands = [], ...request }, to) {
      if (commands.length === 0) return undefined
      const { root, key, commit } = await sourceOf({ ...request, commands }, options)
      const folder = join(root, key)
      const work = async (): Promise<SetUpOfTree> => {
        const known = failures.get(folder)
        if (known && performance.now() < known.until) return { kind: 'failed', reason: known.reason }
        const earlier = await readKept(folder)
        const kept = earlier ?? (await makeSetUp(folder, { ...request, commit, commands }, options))
        if ('failed' in kept) {
          failures.set(folder, { reason: kept.failed, until: performance.now() + FAILURE_HOLDS_MS })
          return { kind: 'failed', reason: kept.failed }
        }
        const installed = await lay({ folder, kept, request }, to)
        return earlier ? { ...installed, takenFrom: earlier.madeAt } : installed
      }
      const result = await withLock(folder, work, request.signal)
      await removeOld(root, key)
      return result
    },
  }
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
  const keyOfTree = createHash('sha256').update(`${own} ${tree}`).digest('hex')
  return { root: rootOfCandidates, key: keyOfTree, commit }
}

interface Laying {
  readonly folder: string
  readonly kept: KeptSetUp
  readonly request: Omit<SetUpRequest, 'setUp'>
}

async function lay({ folder, kept, request }: Laying, to: Places | undefined) {
  if (to === undefined) return { kind: 'installed' as const, laid: [], bin: [], variables: {} }
  const { mirror, base, commit } = request
  const ofBase = commit === undefined ? undefined : await trackedOf(mirror, base, kept.tree)
  // Of a candidate's own making, such a folder would decide how it is judged.
  const mustGiveWay = (path: string) => ofBase !== undefined && isOfDependencies(path) && !ofBase.has(path)
  const laid = await layInto({ folder, kept, mustGiveWay }, to)
  const needsHome = kept.home.some((path) => path === '.m2' || path === '.gradle')
  return {
    kind: 'installed' as const,
    laid,
    bin: await programFolders(to),
    variables: needsHome ? homeVariables(to.home) : {},
  }
}
