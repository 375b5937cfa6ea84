import { asMapping, asText, dig, type Mapping } from '../files/read-data.ts'
import { ROOT, unknown } from '../shell/words.ts'

/** What expressions of a workflow may name, as far as the file tells it. */
export interface Contexts {
  readonly matrix: ReadonlyMap<string, readonly unknown[]>
  readonly env: ReadonlyMap<string, string>
  readonly inputs: Mapping
}

const MAX_VARIANTS = 24

/** The text with each `${{ … }}` replaced by its value: one variant for each value that a matrix gives it, and what is not known for the rest. */
export function substitute(text: string, contexts: Contexts): readonly string[] {
  let variants = ['']
  let at = 0
  while (at < text.length) {
    const start = text.indexOf('${{', at)
    const end = start < 0 ? -1 : text.indexOf('}}', start)
    if (end < 0) break
    const before = text.slice(at, start)
    const values = valuesOf(text.slice(start + 3, end).trim(), contexts)
    variants = variants.flatMap((one) => values.map((value) => one + before + value)).slice(0, MAX_VARIANTS)
    at = end + 2
  }
  const rest = text.slice(at)
  return [...new Set(variants.map((one) => one + rest))]
}

function valuesOf(expression: string, { matrix, env, inputs }: Contexts): readonly string[] {
  const [context = '', ...keys] = expression.split('.')
  const [key = ''] = keys
  const unseen = unknown(`\${{ ${expression} }}`)
  if (expression === 'github.workspace') return [ROOT]
  if (expression === 'github.action_path') return [env.get('GITHUB_ACTION_PATH') ?? unseen]
  if (context === 'env') return [env.get(key) ?? unseen]
  if (context === 'inputs') return [asText(dig(inputs, key)) ?? unseen]
  if (context !== 'matrix') return [unseen]
  const values = (matrix.get(key) ?? []).flatMap((value) => asText(dig(value, ...keys.slice(1))) ?? [])
  return values.length > 0 ? [...new Set(values)] : [unseen]
}

/** The values that each name of a matrix can have. */
export function matrixValues(strategy: unknown): Contexts['matrix'] {
  const found = new Map<string, unknown[]>()
  const add = (name: string, value: unknown) => found.set(name, [...(found.get(name) ?? []), value])
  const { include, exclude: _, ...axes } = asMapping(dig(strategy, 'matrix'))
  for (const [name, values] of Object.entries(axes)) {
    if (Array.isArray(values)) for (const value of values.slice(0, 100)) add(name, value)
  }
  for (const combination of Array.isArray(include) ? include.slice(0, 100) : []) {
    for (const [name, value] of Object.entries(asMapping(combination))) add(name, value)
  }
  return found
}
