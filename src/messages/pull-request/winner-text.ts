/** How the descriptions of candidates begin, and what makes one of them the winner's. */
export const JUDGED_ALIKE =
  "The repository's own checks judge all of them alike; the scoreboard on the issue says how each stands and why."
const CHOSEN =
  "The repository's own checks have judged all of them alike, and this one was chosen; the scoreboard on the issue says why."

/**
 * The description once its pull request is promoted: merged, it closes the issue. Only our own words at its beginning are changed;
 * whatever a person has made of the rest stays, and what is said already is not said twice.
 */
export function asWinner(body: string, issue: number): string {
  return replaceOnce(replaceOnce(body, `Part of #${issue}`, `Fixes #${issue}`), JUDGED_ALIKE, CHOSEN)
}

/** The same the other way round, where a promotion was taken back. */
export function asCandidate(body: string, issue: number): string {
  return replaceOnce(replaceOnce(body, `Fixes #${issue}`, `Part of #${issue}`), CHOSEN, JUDGED_ALIKE)
}

/** Before any foreign text, which begins with the strategy. */
function replaceOnce(body: string, before: string, after: string): string {
  const at = body.indexOf('**Strategy.**')
  const head = at < 0 ? body.slice(0, 1_000) : body.slice(0, at)
  const found = head.indexOf(before)
  if (found < 0 || /\d/.test(head.charAt(found + before.length))) return body
  return body.slice(0, found) + after + body.slice(found + before.length)
}
