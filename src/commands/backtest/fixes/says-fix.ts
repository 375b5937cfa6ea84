const SAYS_FIX =
  /\b(?:fix(?:e[sd])?|bug(?:fix)?|regression|crash(?:es)?|incorrect(?:ly)?|wrong(?:ly)?|broken|handle[sd]?|correct(?:ly)?|prevent[sd]?|avoid[sd]?|resolve[sd]?|closes?)\b/i

/** As GitHub reads it: https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const CLOSES_ISSUE =
  /\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?):? (?:[\w.-]+\/[\w.-]+)?(?:#|https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/)\d/i

/** Only these words mean a fix: elsewhere, a word such as `merge` or `lint` may be the name of what was repaired. */
const FIXES_NO_CODE =
  /\bfix(?:e[sd])? (?:(?:some|a|an|the|more|remaining|minor|small|various|few|up) ){0,3}(?:typos?|docs?|documentation|readme|lint(?:er|ing)?|eslint|rubocop|clippy|changelog|ci|travis|badges?|formatting|indentation|whitespace)(?:$|[,.;:]|\s(?:and|issues?|errors?|warnings?|offenses?|\())/i
const KIND_NO_CODE =
  /^(?:docs?|ci|lint|style|chore|build|release|bump|changelog|readme)\b ?(?:\([^)]*\))?!?: /i

const MAX_BODY = 20_000

/** Whether a commit says that it fixes something, or closes an issue. Whether its tests agree is seen when they are run. */
export function saysFix(subject: string, body: string): boolean {
  if (FIXES_NO_CODE.test(subject) || KIND_NO_CODE.test(subject)) return false
  return SAYS_FIX.test(subject) || CLOSES_ISSUE.test(body.slice(0, MAX_BODY))
}
