import type { CommitFacts } from '../../../domain/candidate/patch.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { CommitNode } from '../facts/facts-answer.ts'

export function toCommitFacts(node: CommitNode | null | undefined): CommitFacts | undefined {
  if (!node?.tree || !node.parents) return undefined
  const [only, second] = node.parents.nodes
  const parentTree = second === undefined ? only?.tree?.oid : undefined
  const author = node.author?.user?.login ?? node.author?.name ?? undefined
  return {
    oid: node.oid,
    tree: node.tree.oid,
    parents: node.parents.nodes.map(({ oid }) => oid),
    ...withoutUndefined({ author, parentTree }),
  }
}
