import { isWhole, type Revert } from '../../domain/run/revert.ts'

/** What somebody did to it, and with what, as a clause without its subject: "reverted #8 with #9 (all 12 lines)". */
export function revertWords(
  { kind, lines, pullRequest, commit }: Revert,
  { what, code }: { readonly what: string; readonly code: (text: string) => string },
): string {
  const by = pullRequest === undefined ? code(commit.slice(0, 7)) : `#${pullRequest}`
  return kind === 'reverted'
    ? `reverted ${what} with ${by} (${shareOf({ lines })})`
    : `took the revert of ${what} back with ${by}`
}

/** How much of it: "all 12 lines", "5 of 12 lines". */
function shareOf({ lines }: Pick<Revert, 'lines'>): string {
  if (!isWhole({ lines })) return `${lines.undone} of ${lines.of} lines`
  return lines.of === 1 ? 'its only line' : `all ${lines.of} lines`
}
