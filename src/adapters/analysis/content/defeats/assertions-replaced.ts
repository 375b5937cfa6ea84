import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { isChain, linksOf } from '../tests/assertions/chain.ts'
import type { ProductFile } from './find-defeats.ts'
import { isAssertionMacro } from './is-assertion-macro.ts'
import { isHidden, type Names, writtenOut } from './names.ts'

const ASSERTION_PART =
  /^(?:(?:globalThis|global|window|self)\.)?(?:assert|expect|it|test|describe|chai|sinon|jest|vi|should)(?:\.\w+)*$|^(?:unittest\.)?(?:case\.)?TestCase\.\w+$|^(?:pytest|unittest|nose)\.\w+(?:\.\w+)*$|^(?:Object|Array|Number|String|Boolean|Function|Promise|Error)\.prototype(?:\.\w+|\[.*\])$|^builtins\.\w+$|^__builtins__\b|^sys\.modules\[["'](?:pytest|unittest|_pytest|nose)|^require\.cache\b|^Object\.is$|^JSON\.stringify$/
/** Functions that test runners define there. */
const OF_TESTS = /^(?:assert|expect|it|test|describe|chai|sinon|jest|vi|should|AssertionError)$/
const REOPENED = /^(?:Minitest|RSpec|Test::Unit|Object|Kernel|BasicObject|Integer|String|NilClass)\b/

/** What a node replaces of what tests compare with; undefined for nearly all. */
export function assertionsReplaced(file: ProductFile, node: SyntaxNode, names: Names): string | undefined {
  const { source, grammar } = file
  if (isAssertionMacro(source, node)) return `defines ${textOf(source, childOf(node, 'name'))}`
  if (grammar === 'ruby') return inRuby(source, node)
  if (grammar === 'php') return inPhp(source, node)
  if (/^assignment/.test(node.type) || node.type === 'augmented_assignment_expression')
    return assigned(file, node, names)
  return isChain(node) ? set(source, node, names) : undefined
}

function assigned({ source, grammar }: ProductFile, node: SyntaxNode, names: Names): string | undefined {
  const left = squeezed(textOf(source, childOf(node, 'left'))).slice(0, 200)
  // Django asks its settings who runs the tests.
  if (grammar === 'python' && left === 'TEST_RUNNER') return `${left} =`
  if (!/[.[]/.test(left)) return undefined
  const isPart = ASSERTION_PART.test(left) || isPartOf(left, names)
  return isPart ? `${left} =` : undefined
}

/** By whatever name the file calls what the part is one of. */
function isPartOf(left: string, { globals, libraries, texts, hidden }: Names): boolean {
  const [, wrapped] = /^(?:vars\((\w{1,100})\)|(\w{1,100})\.__dict__)\[/.exec(left) ?? []
  const [, base = '', rest = ''] = /^\(?([\w$]{1,100})(?: as \w+\))?([.[].*)$/.exec(left) ?? []
  if (libraries.has(wrapped ?? base)) return true
  if (!globals.has(base)) return false
  const key = keyOf(rest)
  if (key === undefined) return false
  const name = key.isWritten ? key.text : (texts.get(key.text) ?? writtenOut(key.text))
  return name === undefined ? hidden.has(key.text) || isHidden(key.text) : OF_TESTS.test(name)
}

function keyOf(rest: string): { text: string; isWritten: boolean } | undefined {
  const [, member] = /^\.([\w$]{1,100})/.exec(rest) ?? []
  if (member !== undefined) return { text: member, isWritten: true }
  const [, inside] = /^\[([^[\]]{1,150})\]/.exec(rest) ?? []
  return inside === undefined ? undefined : { text: inside, isWritten: false }
}

const SETTERS =
  /^(?:setattr|Object\.(?:defineProperty|defineProperties|assign|setPrototypeOf)|Reflect\.(?:set|defineProperty)|mock\.patch\.object)$/

function set(
  source: string,
  node: SyntaxNode,
  { globals, libraries, texts, hidden }: Names,
): string | undefined {
  const links = linksOf(source, node)
  const [first = '', second = ''] = links.at(-1)?.args ?? []
  const name = links.map((one) => one.name).join('.')
  if (!SETTERS.test(name)) return undefined
  const part = `${first}.${second.replace(/["'`]/g, '') || 'x'}`.replace(/\.\{[\s\S]*/, '.x')
  const said = `${name}(${first}, ${second.slice(0, 60)})`
  if (ASSERTION_PART.test(part) || libraries.has(first.replace(/[.[].*$/s, ''))) return said
  if (!globals.has(first)) return undefined
  if (second.startsWith('{'))
    return /[{,](?:assert|expect|it|test|describe|jest|vi)[:(,}]/.test(second) ? said : undefined
  const key = texts.get(second) ?? writtenOut(second)
  const isPart = key === undefined ? hidden.has(second) || isHidden(second) : OF_TESTS.test(key)
  return isPart ? said : undefined
}

const OPENERS =
  /^(?:class_eval|class_exec|module_eval|module_exec|instance_eval|prepend|include|extend|define_method|define_singleton_method|alias_method|remove_method|undef_method|const_set|send|public_send|__send__|refine)$/
const ASSERTS_ANEW =
  /\bdef (?:self\.)?(?:assert\w*|refute\w*|expect|to|not_to|flunk|must_\w+|raise)\b|:(?:define_method|alias_method|remove_method),? ?:?["']?(?:assert|refute|expect|to\b|flunk|raise)/

/** Ruby can reopen any class, by a keyword or by a block. */
function inRuby(source: string, node: SyntaxNode): string | undefined {
  if (node.type === 'class' || node.type === 'module') {
    const name = textOf(source, childOf(node, 'name'))
    return REOPENED.test(name) && !childOf(node, 'superclass') ? `reopens ${name}` : undefined
  }
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const last = links.at(-1)
  if (!last || links.length < 2 || !OPENERS.test(last.name)) return undefined
  const receiver = links
    .slice(0, -1)
    .map(({ name }) => name)
    .join('::')
  const isOfTests = /^(?:::)?(?:Minitest|RSpec|Test::Unit)\b/.test(receiver)
  if (isOfTests && !/^(?:send|public_send|__send__)$/.test(last.name)) return `reopens ${receiver}`
  if (
    isOfTests &&
    /define_method|alias_method|remove_method|prepend|include|class_eval/.test(last.args?.[0] ?? '')
  )
    return `reopens ${receiver}`
  return /eval|exec/.test(last.name) && ASSERTS_ANEW.test(textOf(source, node))
    ? `reopens ${receiver}`
    : undefined
}

/** A namespace of the tools that test is theirs. */
function inPhp(source: string, node: SyntaxNode): string | undefined {
  const OF_TOOLS = /^\\{0,2}(?:PHPUnit|Pest|Mockery|Prophecy|Codeception)(?:\\|$)/
  if (node.type === 'namespace_definition') {
    const name = textOf(source, childOf(node, 'name'))
    return OF_TOOLS.test(name) ? `namespace ${name}` : undefined
  }
  if (!isChain(node)) return undefined
  const last = linksOf(source, node).at(-1)
  if (!/^\\?class_alias$/i.test(last?.name ?? '')) return undefined
  const [, alias = ''] = last?.args ?? []
  return OF_TOOLS.test(alias.replace(/["']\.["']|["']/g, '')) ? `class_alias to ${alias}` : undefined
}
