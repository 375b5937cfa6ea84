import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Binding } from '../test-file.ts'

const LISTS =
  /^(?:array|list|tuple|set|object|dictionary|hash|array_initializer|initializer_expression|literal_value|array_expression|array_creation_expression|initializer_list|argument_list_of_rows|element_value_array_initializer|template_string)$/
const DECLARES =
  /^(?:variable_declarator|assignment|assignment_expression|assignment_statement|short_var_declaration|var_spec|const_spec|let_declaration|const_item|static_item|init_declarator|local_variable_declaration|const_element|property_element|property_declaration|augmented_assignment)$/

/** A name that is given a value here; undefined for every other node. */
export function bindingOf(source: string, node: SyntaxNode): Binding | undefined {
  if (!DECLARES.test(node.type)) return undefined
  const target = childOf(node, 'name', 'left', 'pattern', 'declarator') ?? namedChildren(node)[0]
  const value =
    childOf(node, 'value', 'right') ??
    (namedChildren(node).length > 1 ? namedChildren(node).at(-1) : undefined)
  if (!target || !value || target === value) return undefined
  const name = squeezed(textOf(source, target))
    .replace(/^(?:mut |\*|this\.|self\.|\$this->|@)/, '')
    .slice(0, 100)
  const written = squeezed(textOf(source, value))
  return {
    name,
    line: node.line,
    ...(written.length < 200 && { value: written }),
    ...readValue(source, value),
  }
}

/** The rows and the literals of a value. */
export function readValue(source: string, value: SyntaxNode): Pick<Binding, 'rows' | 'literals' | 'called'> {
  const list = listIn(source, value)
  const text = textOf(source, value)
  return {
    rows: list ? rowsOf(source, list) : (slicedRows(source, value) ?? macroRows(text)),
    literals: literalsOf(text),
    called: calledIn(text),
  }
}

/** Through what only wraps it: `[]struct{…}{…}`, `Object.freeze([…])`, `new int[] {…}`, `&[…]`. */
function listIn(source: string, value: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = value
  for (let depth = 0; at && depth < 6; depth += 1) {
    if (LISTS.test(at.type) || isListed(source, at)) return at
    const inner: SyntaxNode | undefined =
      taken(source, at) ??
      childOf(at, 'body', 'arguments') ??
      namedChildren(at).find(({ type }) => LISTS.test(type)) ??
      (namedChildren(at).length === 1 ? namedChildren(at)[0] : undefined)
    if (/function|lambda|block|class|comprehension|binary/.test(at.type)) return undefined
    at = inner
  }
  return undefined
}

const CALLS =
  /^(?:method_invocation|call_expression|invocation_expression|call|function_call_expression|scoped_call_expression)$/

/** `Stream.of(…)`, `Arrays.asList(…)`. */
function isListed(source: string, { type, parent }: SyntaxNode): boolean {
  if (!/^(?:argument_list|arguments|value_arguments)$/.test(type) || !parent || !CALLS.test(parent.type))
    return false
  return /^(?:(?:\w+\.)*(?:Stream|List|Set|Seq|Array|Arrays|ImmutableList|IntStream|Iterable|Map)\.(?:of|asList|copyOf|ofEntries)|(?:list|set|array|sequence)Of|asList|of|array)$/.test(
    calledBy(source, parent),
  )
}

/** `list.stream().map(…)` has as many rows as the list. */
function taken(source: string, node: SyntaxNode): SyntaxNode | undefined {
  if (!CALLS.test(node.type)) return undefined
  const member = childOf(node, 'function')
  const name = /[^.]*$/.exec(calledBy(source, node))?.[0] ?? ''
  if (
    !/^(?:map\w*|stream|toList|boxed|collect|iter|into_iter|to_a|freeze|to_vec|ToList|ToArray|Select|each|asSequence|parallel|toArray)$/.test(
      name,
    )
  )
    return undefined
  return childOf(node, 'object', 'receiver') ?? childOf(member, 'value', 'expression', 'object', 'operand')
}

function calledBy(source: string, call: SyntaxNode): string {
  const name = childOf(call, 'name', 'method')
  const object = childOf(call, 'object', 'receiver', 'scope')
  const text = name
    ? `${object ? `${textOf(source, object).slice(0, 200)}.` : ''}${textOf(source, name)}`
    : textOf(source, childOf(call, 'function'))
  return text.slice(-300).replace(/\s/g, '')
}

function rowsOf(source: string, list: SyntaxNode): string[] | undefined {
  if (list.type === 'template_string') {
    const lines = textOf(source, list).slice(1, -1).trim().split('\n').map(squeezed)
    return lines.length > 1 && lines.every((line) => line.includes('|')) ? lines.slice(1) : undefined
  }
  return namedChildren(list)
    .slice(0, 2_000)
    .map((row) => squeezed(textOf(source, row)).slice(0, 400))
}

/** PHP's `array_slice([…], 0, 1)`. */
function slicedRows(source: string, value: SyntaxNode): string[] | undefined {
  if (value.type !== 'function_call_expression' || calledBy(source, value) !== 'array_slice') return undefined
  const [given, from, length] = namedChildren(childOf(value, 'arguments')).map((one) => namedChildren(one)[0])
  const rows = given && LISTS.test(given.type) ? rowsOf(source, given) : undefined
  const [start, count] = [from, length].map((one) => Number(textOf(source, one)))
  if (!rows || start === undefined || count === undefined || Number.isNaN(start) || Number.isNaN(count))
    return undefined
  return rows.slice(start, length ? start + count : undefined)
}

function macroRows(text: string): string[] | undefined {
  const inner = /^(?:&\s*)?(?:vec!\s*)?\[([\s\S]*)\]$/.exec(text)?.[1]
  return inner === undefined
    ? undefined
    : squeezed(inner)
        .split(/,(?=[(["'\w])/)
        .slice(0, 2_000)
}

const LITERAL =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|(?<![\w.])-?\d[\w.]*|\b(?:true|false|null|None|nil|undefined|True|False|NULL|nullptr)\b/g

export function literalsOf(text: string): string[] {
  return (text.match(LITERAL) ?? []).slice(0, 500)
}

/** `add` and `math.add` in `math.add(add(1, 2))`. */
export function calledIn(text: string): string[] {
  return [...text.slice(0, 1_000).matchAll(/([A-Za-z_$][\w$.]*)\(/g)]
    .map(([, name]) => name ?? '')
    .slice(0, 50)
}
