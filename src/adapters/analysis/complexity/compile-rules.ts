import type { Language } from 'web-tree-sitter'
import { ASSIGNMENTS } from './function-name.ts'
import type { LanguageRules } from './rules.ts'

/** What a node of a type does to the count; looked up by type id, for a large file has a million nodes. */
export interface NodeRole {
  readonly opens: 'function' | 'scope' | undefined
  readonly decides: 'always' | 'unless-it-takes-the-rest' | undefined
  /** A keyword or operator that decides where its parent has one of these type ids. */
  readonly decidesIn: ReadonlySet<number> | undefined
  /** The field whose content is a function of its own. */
  readonly initializer: string | undefined
  /** The field below which nothing counts. */
  readonly ignored: string | undefined
  /** It names a function that is its child. */
  readonly assigns: true | undefined
  /** Outside of every function, it is part of one that the grammar did not recognize. */
  readonly isStray: true | undefined
}

export interface CompiledRules extends LanguageRules {
  readonly roles: readonly (NodeRole | undefined)[]
}

/** Rules by the ids of one grammar. A name may have several ids, and a keyword the name of a node type. */
export function compileRules(rules: LanguageRules, language: Language): CompiledRules {
  const known = compiled.get(rules)
  if (known) return known
  const count = language.nodeTypeCount
  const types = Array.from({ length: count }, (_, id) => ({
    id,
    name: language.nodeTypeForId(id) ?? '',
    isNamed: language.nodeTypeIsNamed(id),
  }))
  const idsOf = (names: readonly string[]) =>
    new Set(types.filter(({ name, isNamed }) => isNamed && names.includes(name)).map(({ id }) => id))
  const roles: (NodeRole | undefined)[] = types.map(({ name, isNamed }) =>
    isNamed ? roleOfNode(rules, name) : roleOfToken(rules.tokens[name], idsOf),
  )
  if (rules.hasMacros) roles[ERROR] = { ...NOTHING, isStray: true }
  const result = { ...rules, roles }
  compiled.set(rules, result)
  return result
}

const compiled = new WeakMap<LanguageRules, CompiledRules>()

/** `ts_builtin_sym_error` of tree-sitter: what could not be parsed, in every grammar. */
const ERROR = 65_535

const NOTHING: NodeRole = {
  opens: undefined,
  decides: undefined,
  decidesIn: undefined,
  initializer: undefined,
  ignored: undefined,
  assigns: undefined,
  isStray: undefined,
}

function roleOfNode(rules: LanguageRules, name: string): NodeRole | undefined {
  const role: NodeRole = {
    ...NOTHING,
    opens: rules.functions.includes(name) ? 'function' : name in rules.scopes ? 'scope' : undefined,
    decides: rules.decisions.includes(name)
      ? 'always'
      : rules.arms?.includes(name)
        ? 'unless-it-takes-the-rest'
        : undefined,
    initializer: rules.initializers?.[name],
    ignored: rules.ignored?.[name],
    assigns: name in ASSIGNMENTS || undefined,
    isStray: (rules.hasMacros && name === 'compound_statement') || undefined,
  }
  return Object.values(role).some((value) => value !== undefined) ? role : undefined
}

function roleOfToken(
  parents: readonly string[] | undefined,
  idsOf: (names: readonly string[]) => ReadonlySet<number>,
): NodeRole | undefined {
  return parents && { ...NOTHING, decidesIn: idsOf(parents) }
}
