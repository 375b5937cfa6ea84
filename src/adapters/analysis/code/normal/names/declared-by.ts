import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Code } from '../../meaning.ts'
import { isPure } from '../is-pure.ts'
import type { Omission } from '../reduction.ts'
import { isAttributed } from './locals.ts'
import { ancestor, isFunction, SCRIPTS } from './visible.ts'
import type { Words } from './words.ts'

export interface SearchedFile {
  readonly root: SyntaxNode
  readonly code: Code
  readonly words: Words
  /** Nobody else can see the names of the file. */
  readonly isModule: boolean
  /** Where in a text of C another is taken in for the last time, which reads what is defined before. */
  readonly lastInclude: number
}

export interface Declaration {
  readonly name: SyntaxNode
  readonly what: Omission['what']
  readonly isSeenElsewhere?: boolean
}

/** A name that a node declares, where declaring it does nothing else and nobody else can be sure to see it. */
export function declaredBy(node: SyntaxNode, searched: SearchedFile): Declaration | undefined {
  const { grammar } = searched.code
  return SCRIPTS.includes(grammar) ? ofScripts(node, searched) : BY_GRAMMAR[grammar]?.(node, searched)
}

const nameIn = ({ children }: SyntaxNode) => children.find(({ field }) => field === 'name')

function named(
  node: SyntaxNode,
  what: Declaration['what'],
  isSeenElsewhere = false,
): Declaration | undefined {
  const name = nameIn(node)
  return name && { name, what, isSeenElsewhere }
}

function ofScripts(node: SyntaxNode, { root, code, isModule: isOwn }: SearchedFile): Declaration | undefined {
  if (!node.parent || !/^(?:program|statement_block)$/.test(node.parent.type)) return undefined
  const isInner = ancestor(node, isFunction) !== undefined
  if (!isInner && (!isOwn || node.parent !== root || /\.d\.[cm]?ts$/.test(code.path))) return undefined
  switch (node.type) {
    case 'function_declaration':
    case 'generator_function_declaration':
      return named(node, 'function', true)
    case 'interface_declaration':
    case 'type_alias_declaration':
      return named(node, 'type')
    case 'lexical_declaration':
      return ofVariables(node)
    case 'variable_declaration':
      return isInner ? ofVariables(node) : undefined
    default:
      return undefined
  }
}

/** One variable, of a value that comes from nowhere. */
function ofVariables(node: SyntaxNode): Declaration | undefined {
  const declarators = node.children.filter(({ type }) => /_declarator$/.test(type))
  const [declarator] = declarators
  const name = declarator && nameIn(declarator)
  if (!declarator || declarators.length > 1 || name?.type !== 'identifier') return undefined
  const value = declarator.children.find(({ field }) => field === 'value') ?? declarator.children.at(-1)
  return value && value !== name && isPure(value)
    ? { name, what: 'variable', isSeenElsewhere: true }
    : undefined
}

type Find = (node: SyntaxNode, searched: SearchedFile) => Declaration | undefined

const ofPython: Find = (node, { code }) => {
  const { type, parent } = node
  const isInner = ancestor(node, isFunction) !== undefined
  const around = parent?.type === 'block' ? parent.parent?.type : parent?.type
  if (type === 'function_definition') {
    const name = nameIn(node)
    const isOwn = name !== undefined && /^_(?!_)/.test(code.source.slice(name.start, name.end))
    if ((around !== 'module' || !isOwn) && !(isInner && around === 'function_definition')) return undefined
    const head = node.children.find(({ field }) => field === 'parameters')
    return isPlainHead(node, head) ? named(node, 'function', true) : undefined
  }
  const [assignment] = node.children
  if (type !== 'expression_statement' || !isInner || assignment?.type !== 'assignment') return undefined
  if (
    ancestor(node, ({ type }) => /^(?:function|class)_definition$/.test(type))?.type !== 'function_definition'
  )
    return undefined
  const [name, ...rest] = assignment.children
  const value = rest.at(-1)
  const isOne = name?.type === 'identifier' && rest.length === 2 && value !== undefined && isPure(value)
  return isOne ? { name, what: 'variable' } : undefined
}

/** Its defaults and types are read where it stands. */
function isPlainHead(node: SyntaxNode, head: SyntaxNode | undefined): boolean {
  const isPlain = ({ type, children }: SyntaxNode): boolean =>
    !/^(?:default_parameter|typed|type)/.test(type) && children.every(isPlain)
  return head !== undefined && isPlain(head) && !node.children.some(({ field }) => field === 'return_type')
}

const ofGo: Find = (node, { code }) => {
  if (node.type !== 'function_declaration' || node.parent?.type !== 'source_file') return undefined
  const name = nameIn(node)
  const text = name ? code.source.slice(name.start, name.end) : ''
  return /^[a-z]/.test(text) && !/^(?:init|main)$/.test(text) ? named(node, 'function', true) : undefined
}

const ofRust: Find = (node, { code }) => {
  const isFree = /^(?:source_file|declaration_list)$/.test(node.parent?.type ?? '')
  const around = node.parent?.parent
  const isMember = around?.type === 'impl_item' && around.children.some(({ field }) => field === 'trait')
  if (node.type === 'function_item' && isFree && !isMember && around?.type !== 'trait_item') {
    const head = code.source.slice(node.start, nameIn(node)?.start ?? node.start)
    const isOwn = /^(?:const\s+)?fn\s+$/.test(head) && !isMain(node, code)
    return isOwn && !hasAttributes(node, code) ? named(node, 'function', true) : undefined
  }
  if (node.type !== 'let_declaration') return undefined
  const [pattern, value] = ['pattern', 'value'].map((one) => node.children.find(({ field }) => field === one))
  const isOne = pattern?.type === 'identifier' && value !== undefined && isPure(value)
  return isOne ? { name: pattern, what: 'variable' } : undefined
}

const isMain = (node: SyntaxNode, { source }: Code) => {
  const name = nameIn(node)
  return name !== undefined && source.slice(name.start, name.end) === 'main'
}

/** Programs are generated from what has any. */
function hasAttributes(node: SyntaxNode, code: Code): boolean {
  const siblings = node.parent?.children ?? []
  return siblings[siblings.indexOf(node) - 1]?.type === 'attribute_item' || isAttributed(node, code)
}

const ofJava: Find = (node, { code }) => {
  if (node.type === 'local_variable_declaration') return ofVariables(node)
  if (node.type !== 'method_declaration' || node.parent?.type !== 'class_body') return undefined
  const name = nameIn(node)
  const head = code.source.slice(node.start, name?.start ?? node.start)
  const isOwn = /\bprivate\b/.test(head) && !/@|\bnative\b/.test(head)
  return isOwn && name && !SERIALIZES.test(code.source.slice(name.start, name.end))
    ? named(node, 'function', true)
    : undefined
}

const SERIALIZES = /^(?:readObject|writeObject|readResolve|writeReplace|readObjectNoData|main)$/

/** In C++, names are looked for by the types of what they are given. What is in capitals may be a macro that says more. */
const ofC: Find = (node, { root, code, lastInclude }) => {
  if (!code.path.endsWith('.c')) return undefined
  if (node.type === 'preproc_def') {
    return node.parent === root && node.start > lastInclude ? named(node, 'macro', true) : undefined
  }
  if (node.type !== 'function_definition' || node.parent !== root) return undefined
  const declarator = node.children.find(({ field }) => field === 'declarator')
  const head = code.source.slice(node.start, declarator?.end ?? node.start)
  const isOwn = /^static\s/.test(head) && !/__|\[\[|\b[A-Z][A-Z_]+\b/.test(head)
  const name = declarator?.children.find(({ type, field }) => type === 'identifier' && field === 'declarator')
  return isOwn && name ? { name, what: 'function', isSeenElsewhere: true } : undefined
}

const ofPhp: Find = (node, { code }) => {
  // Of a trait, others call it by a name that they put together.
  const isOfClass = node.parent?.parent?.type === 'class_declaration'
  if (node.type !== 'method_declaration' || !isOfClass) return undefined
  const name = nameIn(node)
  const head = code.source.slice(node.start, name?.start ?? node.start)
  const isOwn = /\bprivate\b/.test(head) && !head.includes('#[')
  return isOwn && name && !/^__/.test(code.source.slice(name.start, name.end))
    ? named(node, 'function', true)
    : undefined
}

const BY_GRAMMAR: Readonly<Record<string, Find>> = {
  python: ofPython,
  go: ofGo,
  rust: ofRust,
  java: ofJava,
  cpp: ofC,
  php: ofPhp,
}
