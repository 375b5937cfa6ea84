import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { UnusedNode } from './leave-out-unused.ts'
import type { SearchedFile } from './names/declared-by.ts'
import { SCRIPTS } from './names/visible.ts'
import { type Words, wordsOf } from './names/words.ts'
import type { Omission } from './reduction.ts'

/**
 * Imports that nobody uses, in languages where importing does nothing else: in Java and PHP all of them. A script and Python run what
 * they import, so there it is only what is known to have been run before, and types.
 */
export function unusedImports(
  searched: SearchedFile,
  leftOut: ReadonlyMap<SyntaxNode, Omission>,
): readonly UnusedNode[] {
  const { grammar } = searched.code
  const find = SCRIPTS.includes(grammar) ? ofScripts : BY_GRAMMAR[grammar]
  if (!find) return []
  return searched.root.children.flatMap((node) => (leftOut.has(node) ? [] : find(node, searched)))
}

type Find = (node: SyntaxNode, searched: SearchedFile) => readonly UnusedNode[]

function unused(
  node: SyntaxNode,
  name: SyntaxNode | undefined,
  { code, words }: SearchedFile,
): readonly UnusedNode[] {
  const text = name ? code.source.slice(name.start, name.end) : ''
  const isUnused = /^[\w$]+$/.test(text) && words.outside(text, node) === 0
  return isUnused ? [{ node, out: { what: 'import', name: text } }] : []
}

const ofJava: Find = (node, searched) => {
  if (node.type !== 'import_declaration') return []
  const path = node.children.find(({ named }) => named)
  if (
    path?.type !== 'scoped_identifier' ||
    node.children.some(({ type }) => /^(?:static|asterisk)$/.test(type))
  )
    return []
  return unused(
    node,
    path.children.find(({ field }) => field === 'name'),
    searched,
  )
}

/** Tools read names of classes in comments, and PHP ignores case there. */
const ofPhp: Find = (node, { root, code, ...searched }) => {
  const clauses = node.children.filter(({ type }) => type === 'namespace_use_clause')
  const [clause] = clauses
  if (node.type !== 'namespace_use_declaration' || clauses.length !== 1 || !clause) return []
  if (node.children.some(({ type }) => /^(?:function|const)$/.test(type))) return []
  const last = (clause.children.find(({ field }) => field === 'alias') ??
    clause.children.at(-1)) as SyntaxNode
  const name = last.type === 'qualified_name' ? last.children.at(-1) : last
  const text = name ? code.source.slice(name.start, name.end) : ''
  if (wordsWithComments(root, code).outside(text.toLowerCase(), node) > 0) return []
  return unused(node, name, { root, code, ...searched })
}

const words = new WeakMap<SyntaxNode, Words>()

function wordsWithComments(root: SyntaxNode, { source, grammar }: SearchedFile['code']): Words {
  const known = words.get(root) ?? wordsOf(root, { source: source.toLowerCase(), grammar }, () => false)
  words.set(root, known)
  return known
}

/** Modules that every run of Python has loaded, or that do nothing when they are loaded. */
const QUIET = new Set(
  'os sys re json math time datetime typing collections functools itertools abc enum dataclasses string copy io pathlib operator'.split(
    ' ',
  ),
)

const ofPython: Find = (node, searched) => {
  const { source, path } = searched.code
  // Other modules may import what a package itself has imported.
  if (/(?:^|\/)__init__\.pyi?$/.test(path) || /\b__all__\b/.test(source)) return []
  const names = node.children.filter(({ field }) => field === 'name')
  const [only] = names
  const from = node.children.find(({ field }) => field === 'module_name') ?? only
  const isQuiet = from !== undefined && QUIET.has(source.slice(from.start, from.end))
  if (!/^import_(?:from_)?statement$/.test(node.type) || names.length !== 1 || !isQuiet) return []
  return unused(node, only, searched)
}

const ofScripts: Find = (node, searched) => {
  const { source } = searched.code
  if (node.type !== 'import_statement' || !/^import\s+type\s/.test(source.slice(node.start, node.start + 20)))
    return []
  const names = importedBy(node)
  const [only] = names
  return names.length === 1 ? unused(node, only, searched) : []
}

function importedBy(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'identifier') return [node]
  if (node.type === 'import_specifier')
    return [node.children.find(({ field }) => field === 'alias') ?? node.children.at(-1) ?? node]
  return node.children.flatMap((one) => (one.field === 'source' ? [] : importedBy(one)))
}

const BY_GRAMMAR: Readonly<Record<string, Find>> = { java: ofJava, php: ofPhp, python: ofPython }
