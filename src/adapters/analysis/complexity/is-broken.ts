import type { Node } from 'web-tree-sitter'

/**
 * Whether a decision may hide in what the grammar could not read. A macro that stands for a qualifier, a cast or a string
 * leaves a word over, or makes the grammar imagine a `::` or `;`; neither decides anything.
 */
export function isBroken(root: Node): boolean {
  const suspects = root.hasError ? [root] : []
  for (let node = suspects.pop(); node; node = suspects.pop()) {
    if (node.isMissing && !INVENTED.has(node.type)) return true
    if (node.isError && MAY_DECIDE.test(node.text)) return true
    suspects.push(...node.children.filter((child) => child.hasError))
  }
  return false
}

const INVENTED = new Set(['::', ';'])
const MAY_DECIDE = /[(){}?;]|&&|\|\||\b(?:if|else|for|while|do|switch|case|default|and|or)\b/
