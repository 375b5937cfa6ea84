/** As much of a Markdown or HTML tree as these pages touch. */
export interface TreeNode {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: TreeNode[]
}

/** Replaces text nodes by what `change` answers for them, outside of the elements named. */
export function replaceTexts(
  node: TreeNode,
  outside: readonly string[],
  change: (text: string) => TreeNode[],
): void {
  if (!node.children) return
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return change(child.value ?? '')
    if (child.tagName === undefined || !outside.includes(child.tagName)) replaceTexts(child, outside, change)
    return [child]
  })
}

/** In comments an end of line is an end of line, as on GitHub. For the Markdown tree. */
export function breakLines(): (tree: TreeNode) => void {
  return (tree) => {
    replaceTexts(tree, [], (text) =>
      text
        .split(/\r?\n/)
        .flatMap((value, index): TreeNode[] => [
          ...(index > 0 ? [{ type: 'break' }] : []),
          { type: 'text', value },
        ]),
    )
  }
}

/** Images of other servers become links. For the HTML tree. */
export function replaceImages(images: 'keep' | 'link'): (tree: TreeNode) => void {
  const visit = (node: TreeNode, inLink: boolean) => {
    if (!node.children) return
    node.children = node.children.map((child) => {
      if (child.tagName === 'img' || child.tagName === 'source') return imageLink(child, inLink)
      visit(child, inLink || child.tagName === 'a')
      return child
    })
  }
  return (tree) => {
    if (images === 'link') visit(tree, false)
  }
}

function imageLink({ properties }: TreeNode, inLink: boolean): TreeNode {
  const { src, alt } = properties ?? {}
  const children = [
    { type: 'text', value: `Image: ${typeof alt === 'string' && alt !== '' ? alt : 'no description'}` },
  ]
  if (inLink || typeof src !== 'string') return { type: 'element', tagName: 'span', properties: {}, children }
  return { type: 'element', tagName: 'a', properties: { href: src, rel: ['nofollow'] }, children }
}
