import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { SCRIPTS } from './names/visible.ts'
import type { MutableReduction } from './reduction.ts'

/** Puts functions, and imports that only name something, into an order of their own where all of them are known before anything runs. */
export function orderFunctions(root: SyntaxNode, code: Code, reducing: MutableReduction): void {
  const movable = SCRIPTS.includes(code.grammar) ? ofScripts : BY_GRAMMAR[code.grammar]
  if (!movable) return
  const sort = (list: SyntaxNode) => {
    const keyed = list.children.flatMap((node): (readonly [SyntaxNode, string])[] => {
      const key = reducing.leftOut.has(node) ? undefined : movable(node, code)
      return key === undefined ? [] : [[node, key]]
    })
    // Of two with one name, the last may win.
    if (keyed.length < 2 || new Set(keyed.map(([, key]) => key)).size < keyed.length) return
    const moved = new Set(keyed.map(([node]) => node))
    const sorted = keyed.toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([node]) => node)
    reducing.order.set(list, [...list.children.filter((one) => !moved.has(one)), ...sorted])
  }
  sort(root)
  if (code.grammar === 'java') for (const body of bodiesIn(root)) sort(body)
  if (code.grammar === 'go') for (const list of importsIn(root)) sort(list)
}

function importsIn(root: SyntaxNode): readonly SyntaxNode[] {
  return root.children.flatMap(({ type, children }) =>
    type === 'import_declaration' ? children.filter((one) => one.type === 'import_spec_list') : [],
  )
}

function bodiesIn(root: SyntaxNode): readonly SyntaxNode[] {
  return root.children.flatMap(({ type, children }) =>
    type === 'class_declaration' ? children.filter((one) => one.type === 'class_body') : [],
  )
}

type OrderKey = (node: SyntaxNode, code: Code) => string | undefined

function nameOf(node: SyntaxNode | undefined, { source }: Code): string | undefined {
  const name = node?.children.find(({ field }) => field === 'name')
  return name && source.slice(name.start, name.end)
}

const ofScripts: OrderKey = (node, code) => {
  const isExport = node.type === 'export_statement' && !node.children.some(({ type }) => type === 'default')
  const declared = isExport ? node.children.find(({ field }) => field === 'declaration') : node
  return /^(?:generator_)?function_declaration$/.test(declared?.type ?? '')
    ? nameOf(declared, code)
    : undefined
}

/** `init` runs in the order of the text, and an import without a name of its own may be there for that alone. */
const ofGo: OrderKey = (node, code) => {
  if (node.type === 'import_spec') {
    const text = code.source.slice(node.start, node.end)
    return /^[._]/.test(text) ? undefined : text
  }
  const name = nameOf(node, code)
  if (!/^(?:function|method)_declaration$/.test(node.type) || name === 'init') return undefined
  const receiver = node.children.find(({ field }) => field === 'receiver')
  const type = receiver && /\*?\s*([\w.]+)[^\w]*$/.exec(code.source.slice(receiver.start, receiver.end))?.[1]
  return `${type ?? ''}.${name}`
}

const ofJava: OrderKey = (node, code) => {
  if (node.type === 'import_declaration') return code.source.slice(node.start, node.end)
  // What lists annotated methods may do so in the order of the text.
  const modifiers = node.children.find(({ type }) => type === 'modifiers')
  const head = modifiers ? code.source.slice(modifiers.start, modifiers.end) : ''
  if (node.type !== 'method_declaration' || head.includes('@')) return undefined
  const parameters = node.children.find(({ field }) => field === 'parameters')
  return `${nameOf(node, code)}${parameters ? code.source.slice(parameters.start, parameters.end) : ''}`
}

const BY_GRAMMAR: Readonly<Record<string, OrderKey>> = { go: ofGo, java: ofJava }
