import type { FileChange } from '../../domain/candidate/patch.ts'
import { type TouchedJudge, USUALLY } from '../../domain/checks/reach.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

/** "changes `scripts.test` in `package.json`, which the check `test` runs, and 2 more that judge"; undefined where nothing is touched. */
export function touchedJudgesText(
  judges: readonly TouchedJudge[],
  files: readonly FileChange[],
): string | undefined {
  // That packages come from another place says the least: it is named where nothing else is touched.
  const touched = judges.toSorted((a, b) => Number(a.part === ELSEWHERE) - Number(b.part === ELSEWHERE))
  const [one] = touched
  if (!one) return undefined
  const others = new Set(touched.slice(1).map(whatOf))
  others.delete(whatOf(one))
  const more = others.size > 0 ? `, and ${others.size} more that judge${others.size === 1 ? 's' : ''}` : ''
  return `${verb(one, files)} ${whatOf(one)}, which ${who(one)}${more}`
}

/** A dependency that is newly taken from a folder, an address or a repository. */
export const ELSEWHERE = 'elsewhere'

function whatOf({ path, part }: TouchedJudge): string {
  const file = codeSpan(path, 120)
  if (part === ELSEWHERE) return `where packages come from in ${file}`
  return part === undefined || part.startsWith('!') ? file : `${codeSpan(part, 80)} in ${file}`
}

const VERBS: Readonly<Partial<Record<FileChange['status'], string>>> = {
  added: 'adds',
  copied: 'adds',
  deleted: 'deletes',
}

function verb({ path, part }: TouchedJudge, files: readonly FileChange[]): string {
  const file = files.find((one) => one.path === path)
  if (files.some((one) => one.status === 'renamed' && one.previousPath === path)) return 'moves'
  return part === undefined && file ? (VERBS[file.status] ?? 'changes') : 'changes'
}

function who({ path, how, check, via }: TouchedJudge): string {
  const isUsual = via[0] === USUALLY
  const ofCheck = `${isUsual ? 'checks such as' : 'the check'} ${codeSpan(check, 80)}`
  if (via[0] === 'verifier.judges') return `\`verifier.judges\` of this repository protects`
  if (how === 'runs') return isUsual ? `${ofCheck} usually run` : `${ofCheck} runs`
  const last = via.at(-1) ?? ''
  const tool = readerOf(path) ?? toolIn(via)
  if (tool !== undefined && how === 'loads' && FILE.test(last))
    return `${codeSpan(tool, 40)} loads for ${ofCheck}, as ${codeSpan(last, 120)} says`
  if (tool === undefined) return isUsual ? `${ofCheck} usually read` : `${ofCheck} ${how}`
  return `${codeSpan(tool, 40)} ${how === 'reads' ? 'reads' : 'loads by itself'} for ${ofCheck}`
}

/** Who reads a file of this name, whatever command has it read. */
export function readerOf(path: string): string | undefined {
  return READERS.find(([name]) => name.test(path))?.[1]
}

const READERS: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)\.npmrc$/, 'npm'],
  [/(^|\/)(?:\.yarnrc(?:\.yml)?|\.pnp\.[\w.]+|\.yarn\/.*)$/, 'yarn'],
  [/(^|\/)(?:\.?pnpmfile\.\w+|pnpm-workspace\.yaml)$/, 'pnpm'],
]

/** A configuration or a script that names it. */
const FILE = /^\S+\.\w+$|^\S+\/\.?\w+$/

/** The last command on the way there, by its name: `npx vitest run` is asked for as `vitest`. */
function toolIn(via: readonly string[]): string | undefined {
  const command = via.findLast(
    (hop) => !/^\S+: |file$/i.test(hop) && (hop.includes(' ') || !/[/.]/.test(hop)),
  )
  const word = command?.split(/\s+/).find((one) => one !== '' && !one.startsWith('-') && !one.includes('='))
  return word?.slice(word.lastIndexOf('/') + 1)
}
