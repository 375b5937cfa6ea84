import { extname } from 'node:path/posix'
import type { FileChange } from '../../../domain/candidate/patch.ts'
import type { FunctionComplexity } from '../../../domain/judgement/measures.ts'
import { compareFunctions } from './compare-functions.ts'
import type { FunctionCount } from './create-tally.ts'
import { languageOf } from './language-of.ts'
import { type MeasuredFile, measureFile } from './measure-file.ts'

export type MeasuredChange =
  | { readonly kind: 'measured'; readonly functions: readonly FunctionComplexity[] }
  | Extract<MeasuredFile, { kind: 'unmeasured' }>

interface Sides {
  before(path: string): Uint8Array | undefined
  after(path: string): Uint8Array | undefined
}

/** The functions that a patch changes in one file, or why they are not known. */
export async function measureChange(
  file: FileChange,
  sides: Sides,
  mayGoOn: () => boolean,
): Promise<MeasuredChange> {
  const { path, previousPath = path, status, mode } = file
  const kind = extname(path).toLowerCase()
  if (WITHOUT_FUNCTIONS.has(kind) || mode === LINK || mode === SUBMODULE) return NOTHING
  if (!languageOf(path)) return unmeasured(`complexity is not counted in ${kind ? `${kind} files` : 'it'}`)
  if (!mayGoOn()) return unmeasured('there was no time left for it')
  try {
    const before =
      status === 'added' || status === 'type-changed'
        ? NOTHING
        : await measureSide(previousPath, sides.before(previousPath), mayGoOn)
    if (before.kind === 'unmeasured') return unmeasured(`before the change, ${before.reason}`)
    const after = status === 'deleted' ? NOTHING : await measureSide(path, sides.after(path), mayGoOn)
    return after.kind === 'unmeasured' ? after : compare(path, before.functions, after.functions)
  } catch (error) {
    // The grammars are programs of their own, which may run out of memory.
    return unmeasured(
      `it could not be read: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}`,
    )
  }
}

const LINK = '120000'
const SUBMODULE = '160000'
const NOTHING = { kind: 'measured', functions: [] } as const

/** Data and prose: to say that their decisions were not counted would be noise. */
const WITHOUT_FUNCTIONS = new Set(
  '.json .jsonc .yaml .yml .toml .xml .ini .cfg .conf .env .csv .tsv .txt .md .rst .svg .css .lock'.split(
    ' ',
  ),
)

async function measureSide(
  path: string,
  content: Uint8Array | undefined,
  mayGoOn: () => boolean,
): Promise<MeasuredFile> {
  const rules = languageOf(path)
  if (!rules) return NOTHING
  return content ? measureFile(content, rules, mayGoOn) : unmeasured('it is too large')
}

function compare(
  path: string,
  before: readonly FunctionCount[],
  after: readonly FunctionCount[],
): MeasuredChange {
  const changed = compareFunctions(before, after)
  const broken = changed.find(({ isBroken }) => isBroken)
  if (broken) return unmeasured(`\`${broken.name}\` could not be read`)
  return { kind: 'measured', functions: changed.map(({ isBroken: _, ...one }) => ({ path, ...one })) }
}

function unmeasured(reason: string) {
  return { kind: 'unmeasured', reason } as const
}
