import type { Judge, Reach } from '../../../domain/checks/reach.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { type Files, filesOf } from './files/files.ts'

/** Where the derivation stands: whose check, how it came there, and what is known there. */
export interface Place {
  readonly check: string
  readonly via: readonly string[]
  /** From the root of the repository; undefined where it cannot be told. */
  readonly folder: string | undefined
  readonly variables: ReadonlyMap<string, string>
}

export interface FoundJudge extends Pick<Judge, 'path' | 'parts' | 'isPattern' | 'ownFolder' | 'how'> {
  /** The configuration that names it. */
  readonly namedBy?: string
}

/** What the followers share: what there is to read, what was found, and when to stop. */
export interface Walk {
  readonly files: Files
  found(place: Place, judge: FoundJudge): void
  /** Notes that a command runs, the last hop of the place. */
  ran(place: Place): void
  unfollowed(place: Place, what: string, why: string): void
  /** Notes an action of others that a check passes through, and that nobody needs to hear of where more is known of the check. */
  passed(place: Place, uses: string): void
  /** True the first time that this is asked of a check, while there is time and depth left: what was followed is not followed again. */
  enters(place: Place, key: string): boolean
  /** Follows a command: what it runs, and the tool that it is. */
  command(words: readonly string[], place: Place): Promise<void>
  /** Follows a script of a shell. */
  script(text: string, place: Place): Promise<void>
}

type Follow = Pick<Walk, 'command' | 'script'>

const MAX_DEPTH = 14
/** Much longer than the other limits allow, were it not for a forge that answers slowly. */
const MAX_MS = 60_000
const MAX_VISITS = 8_000
const MAX_JUDGES = 20_000
const MAX_UNFOLLOWED = 500
const MAX_RAN = 5_000

/** How a check comes to a command, outermost first. */
export interface CommandRun {
  readonly check: string
  readonly via: readonly string[]
}

interface FoundSoFar extends Omit<Reach, 'mayChange'> {
  readonly ran: readonly CommandRun[]
  /** What a check passes through, where nothing that it runs was followed, nor reported as not followed. */
  onlyPassed(check: string): readonly string[] | undefined
}

/** A walk over a base, and what it has found so far. */
export function createWalk(
  tree: BaseTree,
  follow: (walk: Walk) => Follow,
): { walk: Walk; found: FoundSoFar } {
  const files = filesOf(tree)
  const { notes, found } = createNotes()
  const walk: Walk = {
    ...notes,
    files,
    enters: createLimits(files, notes.unfollowed),
    command: (words, place) => follow(walk).command(words, place),
    script: (text, place) => follow(walk).script(text, place),
  }
  return { walk, found }
}

/** What followers report, no more of it than is shown. */
function createNotes(): {
  notes: Pick<Walk, 'ran' | 'unfollowed' | 'passed' | 'found'>
  found: FoundSoFar
} {
  const ran: CommandRun[] = []
  const judges = new Map<string, Judge>()
  const unfollowed = new Map<string, Reach['unfollowed'][number]>()
  const passed = new Map<string, Set<string>>()
  const note: Walk['unfollowed'] = ({ check }, what, why) => {
    const one = { check, what: cut(what), why }
    if (unfollowed.size < MAX_UNFOLLOWED) unfollowed.set(JSON.stringify(one), one)
  }
  return {
    notes: {
      ran: ({ check, via }) => {
        if (ran.length < MAX_RAN) ran.push({ check, via: via.map(cut) })
      },
      unfollowed: note,
      passed: ({ check }, uses) => passed.set(check, (passed.get(check) ?? new Set()).add(cut(uses))),
      found: (place, judge) => {
        const key = judgeKey(place, judge)
        if (judges.has(key) || judge.path === '') return
        if (judges.size < MAX_JUDGES) judges.set(key, toJudge(place, judge))
        else note(place, place.check, 'it runs and reads more files than are listed')
      },
    },
    found: {
      ran,
      onlyPassed: (check) => {
        const isReported = [...ran, ...unfollowed.values()].some((one) => one.check === check)
        return isReported ? undefined : [...(passed.get(check) ?? [])]
      },
      get judges() {
        return [...judges.values()]
      },
      get unfollowed() {
        return [...unfollowed.values()]
      },
    },
  }
}

function judgeKey({ check }: Place, { path, ownFolder, parts }: FoundJudge): string {
  return JSON.stringify([check, path, ownFolder ?? false, parts ?? null])
}

function toJudge({ check, via }: Place, judge: FoundJudge): Judge {
  const { path, parts, isPattern, ownFolder, how, namedBy } = judge
  const hops = namedBy === undefined ? via : [...via, namedBy]
  const rest = withoutUndefined({ isPattern, ownFolder, parts: parts && [...parts] })
  return { path, ...rest, check, via: hops.map(cut), how }
}

/** What was followed once is not followed again, and nothing is after the limits. */
function createLimits(files: Files, note: Walk['unfollowed']): Walk['enters'] {
  const visited = new Set<string>()
  const end = performance.now() + MAX_MS
  return (place, key) => {
    const visit = JSON.stringify([place.check, place.folder, key])
    if (visited.has(visit)) return false
    visited.add(visit)
    const full = visited.size > MAX_VISITS || performance.now() > end || files.isSpent()
    if (full) note(place, key, 'the derivation ended at its limit of files and time')
    else if (place.via.length > MAX_DEPTH) note(place, key, 'it is called through too many others')
    return !full && place.via.length <= MAX_DEPTH
  }
}

const MAX_SHOWN = 200

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 1)}…` : line
}

/** One hop further. */
export function through(
  place: Place,
  hop: string,
  changes: Partial<Omit<Place, 'check' | 'via'>> = {},
): Place {
  return { ...place, ...changes, via: [...place.via, hop] }
}
