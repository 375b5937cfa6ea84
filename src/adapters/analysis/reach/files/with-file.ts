import type { BaseTree } from '../../../../ports/reach.ts'

/** The same files with one more, or another one in its place: a workflow that a ruleset requires lies outside of the repository. */
export function withFile(
  tree: BaseTree,
  { path, content }: { readonly path: string; readonly content: string },
): BaseTree {
  return {
    paths: [...tree.paths.filter((one) => one !== path), path],
    read: async (one) => (one === path ? content : tree.read(one)),
  }
}
