/**
 * GitHub's filter patterns for branches and paths: `*`, `**`, `?` and `+` (after a character), `[…]`, and `!` to take back.
 * The last pattern that matches decides.
 */
export function matchesFilter(patterns: readonly string[], text: string): boolean {
  let matched = false
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!')
    if (toRegExp(negated ? pattern.slice(1) : pattern).test(text)) matched = !negated
  }
  return matched
}

const PART = /\*\*\/|\*+|\[[\w-]+\]|\\.|[?+]|./gs

function toRegExp(pattern: string): RegExp {
  let source = ''
  for (const [part] of pattern.matchAll(PART)) source += sourceOf(part, source !== '')
  return new RegExp(`^${source}$`, 's')
}

function sourceOf(part: string, hasBefore: boolean): string {
  if (part === '**/') return '(?:.*/)?'
  if (part.startsWith('**')) return '.*'
  if (part === '*') return '[^/]*'
  if ((part === '?' || part === '+') && hasBefore) return part
  if (part.startsWith('[')) return part
  return (part.startsWith('\\') ? part.slice(1) : part).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
