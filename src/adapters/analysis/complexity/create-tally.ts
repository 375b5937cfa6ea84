import type { Node, TreeCursor } from 'web-tree-sitter'
import type { CompiledRules, NodeRole } from './compile-rules.ts'
import { fieldText, functionName, qualified } from './function-name.ts'
import { isBroken } from './is-broken.ts'

/** One function as it is written. */
export interface FunctionCount {
  /** Qualified by the classes and functions around it. */
  readonly name: string
  /** 1-based. */
  readonly line: number
  readonly endLine: number
  /** Offset of its end in UTF-16 units. */
  readonly end: number
  readonly complexity: number
  /** Its source without the functions in it that count for themselves. */
  readonly text: string
  /** The grammar could not read a part of it that may decide something. */
  readonly isBroken: boolean
}

interface Tally {
  readonly functions: readonly FunctionCount[]
  /** `around` are the type ids of the nodes that hold this one. False when nothing below it counts. */
  enter(cursor: TreeCursor, around: readonly number[]): boolean
  /** Everything was entered of the node at this depth. */
  leave(depth: number): void
}

interface Scope {
  readonly depth: number
  readonly name: string
}

interface Place {
  readonly depth: number
  /** The node around, when it names what it holds. */
  readonly assignment: Node | undefined
}

interface OpenFunction extends Scope {
  readonly line: number
  readonly endLine: number
  readonly end: number
  isBroken: boolean
  complexity: number
  text: string
  /** Where the part of its source begins that is not in `text` yet. */
  from: number
}

/** Counts along a walk through a syntax tree. */
export function createTally(source: string, rules: CompiledRules): Tally {
  const opened = createOpened(source, rules)
  /** By depth: to ask a node for its parent is to search for it from the root. */
  const assignments: Node[] = []
  return {
    functions: opened.functions,
    enter(cursor, around) {
      const parent = around.at(-1)
      const above = parent === undefined ? undefined : rules.roles[parent]
      if (above?.ignored && cursor.currentFieldName === above.ignored) return false
      if (above?.initializer && cursor.currentFieldName === above.initializer) {
        opened.openFunction(cursor, { depth: around.length, name: '(initializer)' })
      }
      const role = rules.roles[cursor.nodeTypeId]
      if (!role) return true
      const current = opened.innermost()
      if (current && decides(role, parent, () => source.slice(cursor.startIndex, cursor.startIndex + 100))) {
        current.complexity++
      }
      const depth = around.length
      if (role.assigns) assignments[depth] = cursor.currentNode
      openNode(
        cursor,
        { role, opened, rules },
        { depth, assignment: above?.assigns && assignments[depth - 1] },
      )
      return true
    },
    leave: opened.leave,
  }
}

type Opened = ReturnType<typeof createOpened>

/** The scopes and functions that the walk is in, and the functions that it has left. */
function createOpened(source: string, rules: CompiledRules) {
  const functions: FunctionCount[] = []
  const scopes: Scope[] = []
  const open: OpenFunction[] = []
  return {
    functions,
    innermost: () => open.at(-1),
    openScope({ depth, name }: Scope): void {
      scopes.push({ depth, name: qualified(scopes.at(-1)?.name, name) })
    },
    openFunction(cursor: TreeCursor, { depth, name }: Scope): OpenFunction {
      const outer = open.at(-1)
      if (outer) outer.text += source.slice(outer.from, cursor.startIndex)
      const opened = {
        depth,
        name: qualified(scopes.at(-1)?.name, name),
        line: cursor.startPosition.row + 1,
        endLine: cursor.endPosition.row + 1,
        end: cursor.endIndex,
        isBroken: rules.hasMacros === true && isBroken(cursor.currentNode),
        complexity: 1,
        text: '',
        from: cursor.startIndex,
      }
      open.push(opened)
      scopes.push(opened)
      return opened
    },
    leave(depth: number): void {
      while (scopes.at(-1)?.depth === depth) {
        const scope = scopes.pop()
        const closed = open.at(-1)
        if (closed === undefined || closed !== scope) continue
        open.pop()
        const { from: _, depth: __, ...counted } = closed
        functions.push({ ...counted, text: closed.text + source.slice(closed.from, closed.end) })
        const outer = open.at(-1)
        if (outer) outer.from = closed.end
      }
    },
  }
}

function openNode(
  cursor: TreeCursor,
  {
    role,
    opened,
    rules,
  }: { readonly role: NodeRole; readonly opened: Opened; readonly rules: CompiledRules },
  { depth, assignment }: Place,
): void {
  if (role.opens === 'scope') {
    opened.openScope({ depth, name: fieldText(cursor.currentNode, rules.scopes[cursor.nodeType]) })
  }
  const outer = opened.innermost()
  if (role.isStray && !outer) {
    // This part counts for no function, but a change of it must not look like no change.
    opened.openFunction(cursor, { depth, name: '(not readable)' }).isBroken = true
  }
  if (role.opens !== 'function') return
  if (outer && rules.nested !== undefined) outer.complexity += rules.nested
  else if (hasBody(cursor, rules)) {
    opened.openFunction(cursor, { depth, name: functionName(cursor.currentNode, assignment) })
  }
}

function hasBody(cursor: TreeCursor, { declarations = [] }: CompiledRules): boolean {
  return !declarations.includes(cursor.nodeType) || cursor.currentNode.childForFieldName('body') !== null
}

function decides(role: NodeRole, parent: number | undefined, text: () => string): boolean {
  if (role.decides === 'always') return true
  if (role.decides === 'unless-it-takes-the-rest') return !TAKES_THE_REST.test(text())
  return parent !== undefined && (role.decidesIn?.has(parent) ?? false)
}

/** `case _:` in Python, `_ =>` in Rust and C#; with a guard it is a decision. */
const TAKES_THE_REST = /^(?:case\s+)?_\s*(?::|=>)/
