import type { FileChange, Patch } from '../../../../domain/candidate/patch.ts'
import { linkedPath } from '../../../../domain/checks/fold-path.ts'
import type { Judge, Reach, TouchedJudge } from '../../../../domain/checks/reach.ts'
import type { FileClass } from '../../../../domain/judgement/measures.ts'
import { withoutUndefined } from '../../../../domain/without-undefined.ts'
import type { PatchContents } from '../../../../ports/analysis.ts'
import { classOfPath } from '../../content/classify-file.ts'
import { isAddition } from './additions.ts'
import { changedParts } from './changed-parts.ts'
import { onlyAsksForMore } from './harmless/only-asks-for-more.ts'
import { onlyBuilds } from './harmless/only-builds.ts'
import { onlyForgivesLess } from './harmless/only-forgives-less.ts'
import { saysTheSame } from './harmless/says-the-same.ts'
import { ignoresMore } from './ignores-more.ts'
import { type MatchJudges, matchJudges, mayChangeOf } from './match-judges.ts'
import { readSides, type Sides } from './read/read-sides.ts'
import { standIns } from './stand-ins.ts'

/** What a patch changes of what judges it. Reads both sides, and runs nothing of them. */
export async function touchedJudges(
  patch: Patch,
  contents: PatchContents,
  reach: Reach,
): Promise<TouchedJudge[]> {
  const matches = matchJudges(reach)
  const mayChange = mayChangeOf(reach)
  const read = readSides(contents)
  const touched = new Map<string, TouchedJudge>()
  const guessed = new Map<string, TouchedJudge>()
  for (const file of patch.files) {
    for (const [path, judge] of judgesOf(file, matches)) {
      if (mayChange(path) || (await governsNothing(file, { path, judge }, contents))) continue
      const changed = GIT_IGNORE.test(path)
        ? await ignored(file, path, { judge, read, contents })
        : await partsOf(file, { path, judge }, read)
      for (const part of changed.parts) {
        if (part !== undefined && mayChange(path, part)) continue
        const { check, how, via } = judge
        const one = {
          path,
          ...withoutUndefined({ part: part === undefined ? undefined : shownPart(part) }),
          check,
          how,
          via,
        }
        const key = JSON.stringify([path, one.part ?? null, check])
        if (changed.isGuess) guessed.set(key, one)
        else if (!touched.has(key)) touched.set(key, one)
      }
    }
    if (touched.size + guessed.size >= MAX_TOUCHED) break
  }
  const [first] = reach.judges
  const readsStubs = reach.judges.some(({ via }) => via.some((hop) => CHECKS_TYPES.test(hop)))
  for (const path of first ? await standIns(patch, contents, { readsStubs }) : [])
    if (first && !mayChange(path))
      touched.set(`stands in ${path}`, { path, check: first.check, how: 'loads', via: [] })
  const known = [...touched.values()].sort((a, b) => RANK[a.how] - RANK[b.how])
  // What cannot be read may be any part of its file: told after what is known.
  const others = [...guessed].filter(([key]) => !touched.has(key)).map(([, one]) => one)
  return [...known, ...others].slice(0, MAX_TOUCHED)
}

const MAX_TOUCHED = 100
const CHECKS_TYPES = /\b(?:mypy|dmypy|stubtest|pyright|basedpyright|pyre|pytype|ty|pyrefly)\b/
const RANK = { runs: 0, reads: 1, loads: 2 }

/** What the paths of a changed file are: where it is, where it was, and where it leads. */
function judgesOf(file: FileChange, matches: MatchJudges): readonly (readonly [string, Judge])[] {
  const was = file.status === 'renamed' ? file.previousPath : undefined
  const isNew = ['added', 'renamed', 'copied'].includes(file.status)
  const isLink = file.mode === '120000' || file.mode === '160000'
  const target = file.linkTarget === undefined ? undefined : linkedPath(file.path, file.linkTarget)
  const found = [file.path, was].flatMap((path) =>
    path === undefined
      ? []
      : matches(path, path === file.path && isNew).map((judge) => [path, judge] as const),
  )
  // A link stands for a whole folder, and one to a judge is another way to it.
  const linked = [...(isLink ? [`${file.path}/x`] : []), ...(target ? [target] : [])]
  return [
    ...found,
    ...linked.flatMap((path) => matches(path, true).map((judge) => [file.path, judge] as const)),
  ]
}

interface MatchedJudge {
  readonly path: string
  readonly judge: Judge
}

const FIXTURES = /(^|\/)(__fixtures__|fixtures?|testdata|test[-_]data|__testfixtures__)\//i
/** Nobody wrote them, and whole files of them are looked at by no tool. */
const MACHINE: readonly FileClass[] = ['generated', 'vendored']
const MODULES = /(^|\/)node_modules\//i

/** Configuration of a folder that is new is configuration of new files alone; and what lies among fixtures is looked at, not used. */
async function governsNothing(
  file: FileChange,
  { path, judge }: MatchedJudge,
  contents: PatchContents,
): Promise<boolean> {
  if (!judge.isPattern) return false
  // Weights of a network have the ending of the files that Python runs at its start.
  if (file.binary && path.endsWith('.pth')) return true
  if (judge.parts?.every(isAddition) && (FIXTURES.test(path) || MACHINE.includes(classOfPath(path))))
    return true
  const isLocal = judge.ownFolder || MODULES.test(path) || judge.path.startsWith('**/package.json')
  if (isLocal && FIXTURES.test(path)) return true
  if (!judge.ownFolder || file.status === 'modified' || file.status === 'deleted') return false
  if (path !== file.path || !path.includes('/')) return false
  const folder = path.slice(0, path.lastIndexOf('/'))
  return contents.hadFolder !== undefined && !(await contents.hadFolder(folder))
}

interface PartsChange {
  readonly parts: readonly (string | undefined)[]
  readonly isGuess: boolean
}

/** The parts that differ; `undefined` stands for the whole file, where all of it judges or nothing else can be told. */
async function partsOf(
  file: FileChange,
  { path, judge }: MatchedJudge,
  read: (file: FileChange, path: string, judge: Judge) => Promise<Sides>,
): Promise<PartsChange> {
  const { parts } = judge
  if (!parts && (file.status !== 'modified' || file.binary)) return { parts: [undefined], isGuess: false }
  const sides = await read(file, path, judge)
  if (!parts) {
    const isSame =
      sides !== 'unreadable' &&
      (saysTheSame(sides) ||
        onlyForgivesLess(sides) ||
        onlyAsksForMore(sides) ||
        (isOfTests(judge) && onlyBuilds(sides)))
    return { parts: isSame ? [] : [undefined], isGuess: false }
  }
  if (sides === 'unreadable') return { parts: parts.slice(0, 1), isGuess: true }
  const changed = changedParts(sides, parts)
  return { ...changed, parts: changed.parts.slice(0, MAX_PARTS) }
}

const isOfTests = ({ via }: Judge) => via.some((hop) => /\bvitest\b/.test(hop))

const GIT_IGNORE = /(^|\/)\.gitignore$/

/** Everybody may have git ignore what is made; what is there stays looked at. */
async function ignored(
  file: FileChange,
  path: string,
  { judge, read, contents }: { judge: Judge; read: ReturnType<typeof readSides>; contents: PatchContents },
): Promise<PartsChange> {
  const sides = await read(file, path, judge)
  const isMore = sides === 'unreadable' || (await ignoresMore(sides, contents))
  return { parts: isMore ? [undefined] : [], isGuess: false }
}

const MAX_PARTS = 5

/** As people write it, without what says how it is compared. */
function shownPart(part: string): string {
  return part.replace(/[+~]$|=.*$|[.:_-]?\*.*$/, '')
}
