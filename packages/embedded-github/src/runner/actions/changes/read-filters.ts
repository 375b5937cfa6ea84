import { asMapping } from '@speculate-dev/workflows'
import { parse } from 'yaml'
import type { ChangedFile } from './changes-of-run.ts'
import { PatternError, parsePathPattern } from './path-pattern.ts'

type Rule = (file: ChangedFile) => boolean

/** The rules of each filter, by its name. */
export type Filters = ReadonlyMap<string, readonly Rule[]>

const MAX_ALIASES = 100

/** Throws `PatternError` where it is not what https://github.com/dorny/paths-filter reads. */
export function readFilters(text: string): Filters {
  const root = asMapping(parsed(text))
  if (!root) throw new PatternError('the text of `filters`, which is no mapping')
  return new Map(Object.entries(root).map(([name, item]) => [name, rulesOf(item)]))
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: MAX_ALIASES, logLevel: 'silent' })
  } catch {
    throw new PatternError('the text of `filters`, which is no YAML')
  }
}

function rulesOf(item: unknown): readonly Rule[] {
  if (Array.isArray(item)) return item.flatMap(rulesOf)
  if (typeof item === 'string') return [ruleOf([item])]
  const mapping = asMapping(item)
  if (!mapping) throw new PatternError('a rule of `filters` that is neither a pattern nor a mapping')
  return Object.entries(mapping).map(([kinds, patterns]) => {
    const list: readonly unknown[] = Array.isArray(patterns) ? patterns : [patterns]
    return ruleOf(
      list.map((one) => (typeof one === 'string' ? one : '')),
      kinds.split('|').map((kind) => kind.trim().toLowerCase()),
    )
  })
}

/** Of several patterns one is enough. */
function ruleOf(patterns: readonly string[], kinds?: readonly string[]): Rule {
  const parsedOnes = patterns.map(parsePathPattern)
  return ({ path, status }) =>
    (kinds === undefined || kinds.includes(KINDS[status] ?? '')) &&
    parsedOnes.some(({ isNegated, matches }) => matches(path) !== isNegated)
}

const KINDS: Readonly<Record<string, string>> = {
  A: 'added',
  C: 'copied',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  U: 'unmerged',
}
