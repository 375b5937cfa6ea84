import type { IdleChange } from '../../../../domain/judgement/measures.ts'
import type { SyntaxNode } from '../../syntax/syntax-node.ts'

/** Something that can be left out of a text without an effect on anything that runs. */
export interface Omission extends IdleChange {
  /** True where only the whole repository can say that nobody uses the name. */
  readonly isSeenElsewhere?: true
}

/** The parts of a syntax tree that mean nothing, or mean the same as something shorter. */
export interface Reduction {
  readonly leftOut: ReadonlyMap<SyntaxNode, Omission>
  /** Says the same as the node. */
  readonly instead: ReadonlyMap<SyntaxNode, SyntaxNode>
  /** How many nodes of a type say the same as a part of them alone: who writes it shorter tidies up. */
  readonly removable: ReadonlyMap<string, number>
  /** Leaves that say the same as another text. */
  readonly texts: ReadonlyMap<SyntaxNode, string>
  /** Names that mean nothing outside of the function that they stand in, by their leaves. */
  readonly locals: ReadonlyMap<SyntaxNode, LocalName>
  /** Children whose order means nothing, in an order of their own. */
  readonly order: ReadonlyMap<SyntaxNode, readonly SyntaxNode[]>
}

interface LocalName {
  readonly name: string
  readonly owner: SyntaxNode
}

/** A reduction while it is found. */
export type MutableReduction = {
  readonly [Part in keyof Reduction]: Reduction[Part] extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Value>
    : never
}

export function emptyReduction(): MutableReduction {
  return {
    leftOut: new Map(),
    instead: new Map(),
    removable: new Map(),
    texts: new Map(),
    locals: new Map(),
    order: new Map(),
  }
}

/** What stands in the place of a node in the end. */
export function resolved(node: SyntaxNode, { instead }: Reduction): SyntaxNode {
  let at = node
  for (let next = instead.get(at); next; next = instead.get(at)) at = next
  return at
}
