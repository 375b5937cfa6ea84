import type { CommitFacts } from '../../domain/patch.ts'
import type { CommitNode } from './facts-answer.ts'

export function toCommitFacts(node: CommitNode | null | undefined): CommitFacts | undefined {
  if (!node?.tree || !node.parents) return undefined
  return { oid: node.oid, tree: node.tree.oid, parents: node.parents.nodes.map(({ oid }) => oid) }
}
