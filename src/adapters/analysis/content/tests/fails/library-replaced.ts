import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'

/** What libraries call their own. */
const CLASSES =
  /^(?:Assert|Assertions|CollectionAssert|StringAssert|Truth|Matchers|MatcherAssert|Minitest|RSpec|Is|Has|Does|Expect|TestCase|PHPUnit)$/
const PACKAGES = /^(?:assert|require|must|is|cmp|testing|gomega)$/
const METHODS =
  /^:?["']?(?:assert\w*|refute\w*|expect|eq|eql|equal|be|raise_error|match|include|flunk|must_\w+|to|not_to)["']?$/

/** Something of a test's own in the place of its library; undefined for nearly all. */
export function libraryReplaced(source: string, node: SyntaxNode, grammar: string): string | undefined {
  if (/^(?:java|c-sharp|php)$/.test(grammar)) {
    if (!/^(?:class|struct|interface|trait|record)_declaration$/.test(node.type)) return undefined
    const name = textOf(source, childOf(node, 'name'))
    return CLASSES.test(name) ? name : undefined
  }
  if (grammar === 'go') return ofGo(source, node)
  if (grammar === 'ruby') return ofRuby(source, node)
  return grammar === 'rust' ? ofRust(source, node) : undefined
}

/** `var assert = quiet{}`; a `*testing.T` that nobody hears of. */
function ofGo(source: string, node: SyntaxNode): string | undefined {
  if (/^(?:var_spec|const_spec|type_spec)$/.test(node.type)) {
    const name = textOf(source, childOf(node, 'name'))
    return PACKAGES.test(name) ? name : undefined
  }
  if (/^(?:short_var_declaration|assignment_statement)$/.test(node.type)) {
    const right = squeezed(textOf(source, childOf(node, 'right')))
    return /(?:&|new\()testing\.(?:T|B|F)\b/.test(right) ? right.slice(0, 80) : undefined
  }
  if (node.type === 'call_expression')
    return /(?:&testing\.[TBF]\{|new\(testing\.[TBF]\))/.exec(
      squeezed(textOf(source, childOf(node, 'arguments'))),
    )?.[0]
  return undefined
}

const ANEW = /\bdef (?:self\.)?(?:assert\w*|refute\w*|expect|to|not_to|flunk|must_\w+|run\w*|fail\w*)\b/

/** `alias assert_equal puts`, `define_method(:assert_equal) { }`, and a class of the product that is opened again. */
function ofRuby(source: string, node: SyntaxNode): string | undefined {
  if (node.type === 'alias' || node.type === 'undef') {
    const name = textOf(source, namedChildren(node)[0])
    return METHODS.test(name) ? name : undefined
  }
  if (/^(?:class|module)$/.test(node.type)) {
    const name = textOf(source, childOf(node, 'name'))
    const isOpened = /^(?:::)?(?:Minitest|RSpec|Test)\b/.test(name) && !childOf(node, 'superclass')
    return isOpened && ANEW.test(textOf(source, node)) ? name : undefined
  }
  if (node.type !== 'call') return undefined
  const called = textOf(source, childOf(node, 'method'))
  if (!/^(?:alias_method|define_method|undef_method|remove_method|define_singleton_method)$/.test(called))
    return undefined
  const [first] = namedChildren(childOf(node, 'arguments'))
  const name = textOf(source, first)
  return METHODS.test(name) ? name.replace(/^:/, '') : undefined
}

/** `use crate::quiet::assert_eq`. */
function ofRust(source: string, node: SyntaxNode): string | undefined {
  if (node.type !== 'use_declaration') return undefined
  const text = squeezed(textOf(source, node))
  return /^use (?:crate|super|self|common|support|util\w*)::.*\b(assert(?:_eq|_ne)?)\b/.exec(text)?.[1]
}
