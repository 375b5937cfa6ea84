import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { endsQuietly, recovers } from '../fails/ends-quietly.ts'
import { isExitCall } from '../read/skips.ts'
import { isCall, isChain, linksOf } from './chain.ts'

export const SWALLOWED = 'swallowed'
export const DEAD = 'never reached'
/** Begins what is left out where nobody says this word to the compiler. */
export const UNCOMPILED = '#if '
export const UNWAITED = 'nobody waits for it'

const IFS = /^(?:if_statement|if_expression|if|unless|if_modifier|unless_modifier|elif_clause|elsif)$/
const TRIES = /^(?:body_statement|try_statement|try_expression|begin|try_with_resources_statement)$/
const CATCHES = /^(?:catch_clause|except_clause|except_group_clause|rescue)$/
/** Where a name is, the error is none that an assertion throws. */
const CAUGHT: Readonly<Record<string, RegExp>> = {
  java: /\b(?:Throwable|AssertionError|Error|AssertionFailedError)\b/,
  ruby: /\b(?:Exception|Assertion|ExpectationNotMetError)\b/,
  python: /^except(?:\s*:|[^:]{0,200}\b(?:Exception|BaseException|AssertionError)\b)/,
  php: /\b(?:Throwable|Exception|AssertionFailedError|ExpectationFailedException)\b/,
  'c-sharp': /^catch\s*\{|\b(?:Exception|XunitException|AssertionException)\b/,
}
const TELLS =
  /\b(?:throw|raise|rethrow|fail\w*|assert\w*|expect\w*|reject|done|Fatal\w*|Errorf?|exit|abort|panic)\b/

/** What must hold for `child` to be reached and to count, that need not for `node`. */
export function guardOf(source: string, node: SyntaxNode, child: SyntaxNode, grammar: string): string[] {
  if (IFS.test(node.type)) return ofCondition(source, node, child)
  if (
    TRIES.test(node.type) &&
    !CATCHES.test(child.type) &&
    child.type !== 'finally_clause' &&
    isSwallowing(source, node, grammar)
  )
    return [SWALLOWED]
  if (node.type === 'rescue_modifier' && child.field === 'body') return [SWALLOWED]
  if (node.type === 'call_expression' && child.field === 'function' && isCaughtSilently(source, node, child))
    return [SWALLOWED]
  if (node.type === 'call_expression' && child.field === 'arguments' && isUnwoundUnseen(source, node))
    return [SWALLOWED]
  if (node.type === 'with_statement' && child.field === 'body' && isSuppressing(source, node))
    return [SWALLOWED]
  if (node.type === 'while_statement' && child.field === 'body') return ofCondition(source, node, child)
  if (/^(?:conditional_expression|ternary_expression)$/.test(node.type) && child.field !== 'condition')
    return ofCondition(source, node, child)
  if (/^(?:binary_expression|binary|boolean_operator)$/.test(node.type) && child.field === 'right')
    return ofShortCircuit(source, node)
  if (/^preproc_(?:if|ifdef|elif)$/.test(node.type)) return ofPreprocessor(source, node, child)
  return []
}

function ofCondition(source: string, node: SyntaxNode, child: SyntaxNode): string[] {
  const condition = childOf(node, 'condition')
  if (!condition || child === condition || child.field === 'initializer') return []
  const text = conditionText(source, condition)
  const isElse = child.field === 'alternative' || /^else/.test(child.type)
  const isUnless = /^unless/.test(node.type)
  return [`${isElse !== isUnless ? 'unless' : 'if'} ${text}`]
}

function conditionText(source: string, condition: SyntaxNode | undefined): string {
  let at = condition
  while (at && /^(?:parenthesized_expression|condition_clause)$/.test(at.type)) at = namedChildren(at)[0]
  return withoutRoot(squeezed(textOf(source, at)).slice(0, 300))
}

/** `\PHP_VERSION_ID` is `PHP_VERSION_ID`, looked for in the outermost namespace of PHP. */
function withoutRoot(text: string): string {
  return text.replace(/(^|[^\w\\"'/])\\(?=[A-Za-z_]\w)/g, '$1')
}

/** `a && expect(b)`. */
function ofShortCircuit(source: string, node: SyntaxNode): string[] {
  const operator = squeezed(textOf(source, childOf(node, 'operator')))
  const left = squeezed(textOf(source, childOf(node, 'left'))).slice(0, 300)
  if (/^(?:&&|and)$/.test(operator)) return [`if ${left}`]
  return /^(?:\|\||or)$/.test(operator) ? [`unless ${left}`] : []
}

/** `#if 0`: what is not compiled is not run. */
function ofPreprocessor(source: string, node: SyntaxNode, child: SyntaxNode): string[] {
  const condition = childOf(node, 'condition', 'name')
  if (!condition || child === condition || !child.named) return []
  const text = squeezed(textOf(source, condition)).slice(0, 100)
  if (child.field === 'alternative') return /^\(?1\)?$/.test(text) ? [DEAD] : []
  if (/^\(?(?:0|false|FALSE)\)?$/.test(text)) return [DEAD]
  const isIfNot = /^#\s*ifndef/.test(source.slice(node.start, node.start + 20))
  return [isNobodys(source, text) && !isIfNot ? `${UNCOMPILED}${text}` : `if ${text}`]
}

/** A word that the file does not define, and that stands for no machine, compiler or version. */
function isNobodys(source: string, text: string): boolean {
  return (
    /^[A-Za-z_]\w*$/.test(text) &&
    !/^_|WIN|LINUX|UNIX|APPLE|MAC|BSD|POSIX|ANDROID|IOS|ARM|X86|64|32|HAVE|HAS|USE|WITH|ENABLE|SUPPORT|CONFIG|FEATURE|GNUC|CLANG|MSC|VERSION|NET|MONO|UNITY|DEBUG|RELEASE|TRACE|SIMD|THREAD|ASAN|SANITIZE/i.test(
      text,
    ) &&
    !new RegExp(`#\\s*define\\s+${text}\\b`).test(source)
  )
}

/** Catches what an assertion throws, and says nothing of it. */
function isSwallowing(source: string, node: SyntaxNode, grammar: string): boolean {
  const handlers = node.children.filter((one) => CATCHES.test(one.type))
  const finals = node.children.find(({ type }) => /finally|ensure/.test(type))
  if (finals && /\breturn\b/.test(textOf(source, finals))) return true
  return handlers.some((one) => {
    const text = textOf(source, one)
    // The two colons of `RSpec::Expectations` end nothing.
    const end = text.search(/[{\n]|(?<!:):(?!:)/)
    const head = end < 0 ? text : text.slice(0, end + 1)
    const caught = CAUGHT[grammar]
    return (caught?.test(head) ?? true) && !TELLS.test(text.slice(head.length))
  })
}

/** `promise.then(() => expect(a)).catch(() => {})`. */
function isCaughtSilently(source: string, node: SyntaxNode, called: SyntaxNode): boolean {
  if (squeezed(textOf(source, childOf(called, 'property'))) !== 'catch') return false
  return !TELLS.test(textOf(source, childOf(node, 'arguments')))
}

/** Rust's `let _ = catch_unwind(|| assert!(a));`: what it answers is looked at by nobody. */
function isUnwoundUnseen(source: string, node: SyntaxNode): boolean {
  if (!/\bcatch_unwind$/.test(textOf(source, childOf(node, 'function')))) return false
  const { parent } = node
  if (parent?.type === 'expression_statement') return true
  return parent?.type === 'let_declaration' && textOf(source, childOf(parent, 'pattern')).startsWith('_')
}

/** Whatever goes wrong is what is asked for. */
function isSuppressing(source: string, node: SyntaxNode): boolean {
  const head = squeezed(
    textOf(
      source,
      node.children.find(({ type }) => type === 'with_clause'),
    ),
  )
  return /\bsuppress\(|(?:raises|assertRaises)\((?:\(?(?:Exception|BaseException|AssertionError)\b)[^"']{0,40}\)/.test(
    head,
  )
}

const RETURNS =
  /^(?:return_statement|return_expression|return|break_statement|continue_statement|continue_expression|break_expression|next)$/

/** Whether nothing after this statement is reached: always, on a condition, or not at all. */
export function endsHere(source: string, node: SyntaxNode): string | undefined {
  const only = node.type === 'expression_statement' ? namedChildren(node)[0] : node
  if (!only) return undefined
  if (recovers(source, node)) return SWALLOWED
  if (endsQuietly(source, node)) return DEAD
  if (RETURNS.test(only.type)) return DEAD
  if (/^(?:throw|raise)/.test(only.type)) return DEAD
  if (isCall(only) && isChain(only)) {
    const name = linksOf(source, only)
      .map((one) => one.name)
      .join('.')
    return isExitCall(name) ? DEAD : undefined
  }
  if (!IFS.test(only.type)) return undefined
  const condition = childOf(only, 'condition')
  const consequence =
    childOf(only, 'consequence', 'body') ?? only.children.find(({ type }) => /block|statement/.test(type))
  if (!consequence || childOf(only, 'alternative')) return undefined
  const last = lastStatement(consequence)
  const ends = last && (RETURNS.test(last.type) || endsHere(source, last) === DEAD)
  const isUnless = /^unless/.test(only.type)
  const text = conditionText(source, condition)
  return ends ? `${isUnless ? 'if' : 'unless'} ${text}` : undefined
}

function lastStatement(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = node
  while (
    at &&
    /^(?:statement_block|block|compound_statement|statement_list|then|body_statement|expression_statement)$/.test(
      at.type,
    )
  ) {
    const next: SyntaxNode | undefined = namedChildren(at).at(-1)
    if (!next) return at
    at = next
  }
  return at
}
