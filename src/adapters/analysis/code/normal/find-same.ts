import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { answerOfRuby, answerOfRust } from './answers.ts'
import { isNumber, isTruth } from './kinds.ts'
import { readsIn } from './names/reads.ts'
import { isEcmascriptModule, outermostFunction, SCRIPTS } from './names/visible.ts'
import { isComment } from './names/words.ts'
import { ownField } from './own-field.ts'
import { plainString } from './plain-string.ts'
import type { MutableReduction, Omission } from './reduction.ts'

const IDLE: Omission = { what: 'no effect' }

/** Leaves out what does nothing, and finds what says the same as something shorter. */
export function findSame(root: SyntaxNode, code: Code, reducing: MutableReduction): void {
  const isStrict = isEcmascriptModule(root, code)
  const visit = (node: SyntaxNode) => {
    if (reducing.leftOut.has(node)) return
    if (node.named && doesNothing(node, { code, isStrict })) return void reducing.leftOut.set(node, IDLE)
    const same = node.named ? sameAs(node, code) : undefined
    if (same) {
      reducing.instead.set(node, same)
      if (!BLOCKS.test(node.type))
        reducing.removable.set(node.type, (reducing.removable.get(node.type) ?? 0) + 1)
    }
    const text = textOf(node, code)
    if (text !== undefined) reducing.texts.set(node, text)
    node.children.forEach(visit)
  }
  visit(root)
}

interface NodeContext {
  readonly code: Code
  /** The script is strict already, so that a directive would change nothing. */
  readonly isStrict: boolean
}

function doesNothing(node: SyntaxNode, { code, isStrict }: NodeContext): boolean {
  const { source, grammar } = code
  const text = () => source.slice(node.start, Math.min(node.end, node.start + 200))
  switch (node.type) {
    case 'assert_statement':
      return grammar === 'python' && /^assert\s+True$/.test(text())
    case 'expression_statement':
      if (SCRIPTS.includes(grammar) && isStrict && /^(['"])use strict\1;?$/.test(text())) return true
      return grammar !== 'rust' && (isOntoItself(node, code) || isCastToNothing(node, code))
    case 'assignment_statement':
      return isOntoItself(node, code)
    case 'export_statement':
      return SCRIPTS.includes(grammar) && /^export\s*\{\s*\};?$/.test(text()) && isRedundantExport(node)
    case 'text_interpolation':
      return (
        grammar === 'php' &&
        node.parent?.children.at(-1) === node &&
        /^\?>\n?$/.test(source.slice(node.start))
      )
    case 'nil':
    case 'true':
    case 'false':
    case 'integer':
      return grammar === 'ruby' && isIdleValue(node)
    default:
      return false
  }
}

/** It makes a module of a script, where nothing else does. */
function isRedundantExport(node: SyntaxNode): boolean {
  const others = node.parent?.children.filter((one) => one !== node && one.named && !isComment(one)) ?? []
  return others.length === 0 || others.some(({ type }) => /^(?:import|export)_statement$/.test(type))
}

/** Where another statement follows, which says the answer of the method. */
function isIdleValue({ parent, end }: SyntaxNode): boolean {
  const last = parent?.type === 'body_statement' ? parent.children.findLast(({ named }) => named) : undefined
  return last !== undefined && last.start >= end && !/rescue|ensure|else/.test(last.type)
}

/** `x = x` and `_ = x`, of a name of the function that is used in it anyway: a compiler may ask for its use. */
function isOntoItself(node: SyntaxNode, { source, grammar }: Code): boolean {
  const found = /^(\w+)\s*=\s*(\w+)\s*;?$/.exec(
    source.slice(node.start, Math.min(node.end, node.start + 200)),
  )
  const owner = outermostFunction(node)
  const [, to = '', from = ''] = found ?? []
  if (!owner || !/^[a-z]\w*$/i.test(from) || !GOES_ONTO.includes(grammar)) return false
  if (to === '_' && grammar === 'go') return readsIn(owner, source).has(from)
  return to === from && isOwnVariable(owner, from, source)
}

const GOES_ONTO = [...SCRIPTS, 'go', 'java', 'c-sharp', 'cpp']

/** Said to be a variable there, of a kind that can be written and does nothing when it is. */
function isOwnVariable(owner: SyntaxNode, name: string, source: string): boolean {
  const known = variables.get(owner) ?? new Set(variablesOf(source.slice(owner.start, owner.end)))
  variables.set(owner, known)
  return known.has(name)
}

const variables = new WeakMap<SyntaxNode, ReadonlySet<string>>()

function variablesOf(text: string): readonly string[] {
  // Reading it is an effect.
  if (/\bvolatile\b/.test(text)) return []
  const kinds = /\b(?:let|var|int|long|short|char|double|float|bool|boolean|size_t)[ \t]+(\w+)|\b(\w+) *:=/g
  return [...text.matchAll(kinds)].map(([, a, b]) => a ?? b ?? '')
}

/** `(void)n;` of what is read anyway. */
function isCastToNothing(node: SyntaxNode, { source, grammar }: Code): boolean {
  const found = /^\(void\)\s*(\w+);$/.exec(source.slice(node.start, Math.min(node.end, node.start + 200)))
  const owner = outermostFunction(node)
  const name = found?.[1]
  return grammar === 'cpp' && name !== undefined && owner !== undefined && readsIn(owner, source).has(name)
}

const OPERATIONS = /^binary(?:_expression)?$|^boolean_operator$/
const BLOCKS = /^(?:statement_block|compound_statement|block)$/

function sameAs(node: SyntaxNode, code: Code): SyntaxNode | undefined {
  const { grammar } = code
  if (OPERATIONS.test(node.type)) return withoutIdentity(node, code)
  if (grammar === 'java' && node.type === 'field_access') return ownField(node, code)
  if (grammar === 'rust' && node.type === 'expression_statement') return answerOfRust(node)
  if (grammar === 'ruby' && node.type === 'return') return answerOfRuby(node)
  return onlyStatement(node, code)
}

/** `x * 1` of a number, `x || false` of what is true or false. */
function withoutIdentity(node: SyntaxNode, code: Code): SyntaxNode | undefined {
  const [left, sign, right] = node.children
  if (!left || !sign || !right || node.children.length !== 3) return undefined
  const [by, operand] = [sign, right].map(({ start, end }) => code.source.slice(start, end))
  if (SCRIPTS.includes(code.grammar) && isNumber(left, code)) {
    // Adding 0 makes 0 of -0.
    if (operand === '1' && (by === '*' || by === '/' || by === '**')) return left
    if (operand === '0' && by === '-') return left
  }
  const isIdle =
    (/^(?:\|\||or)$/.test(by ?? '') && /^(?:false|False)$/.test(operand ?? '')) ||
    (/^(?:&&|and)$/.test(by ?? '') && /^(?:true|True)$/.test(operand ?? ''))
  return isIdle && isTruth(left, code) ? left : undefined
}

const BRANCHES_OF = new Set([
  'if_statement',
  'else_clause',
  'for_statement',
  'for_in_statement',
  'while_statement',
])

/** A block of one statement, where a statement could stand without it. */
function onlyStatement(node: SyntaxNode, { grammar }: Code): SyntaxNode | undefined {
  if (!BLOCKS.test(node.type)) return undefined
  if (![...SCRIPTS, 'java', 'c-sharp'].includes(grammar) || !BRANCHES_OF.has(node.parent?.type ?? ''))
    return undefined
  const inner = node.children.filter(({ named, type }) => named && !type.includes('comment'))
  const [only] = inner
  return inner.length === 1 &&
    only &&
    /^(?:expression|return|throw|break|continue)_statement$/.test(only.type)
    ? only
    : undefined
}

function textOf(node: SyntaxNode, code: Code): string | undefined {
  const { source, grammar } = code
  if (node.type === 'string' && node.named) return plainString(node, code)
  const text = () => source.slice(node.start, node.end)
  if (node.type === 'number' && SCRIPTS.includes(grammar)) return numberOf(text())
  // What they hold is known from the tree without them.
  const isOfCall = grammar === 'ruby' && !node.named && node.parent?.type === 'argument_list'
  return isOfCall && node.parent && node.parent.children.length > 2 && /^[()]$/.test(text()) ? '' : undefined
}

function numberOf(text: string): string | undefined {
  if (!/^(?:\d|\.\d)/.test(text) || /^0\d|n$/.test(text)) return undefined
  const value = Number(text.replaceAll('_', ''))
  return Number.isNaN(value) ? undefined : String(value)
}
