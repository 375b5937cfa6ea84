/** Values that are true merely by existing. */
const FUNCTION = /^(?:lambda\b|async\b|function\b|(?:\w+|\([^()]*\))(?::\w+)?=>)/
const LIST = /^\[[\s\S]+\]$|^\{[\s\S]+\}$/

/** Asks whether there is something, of a value that always is: a list with a comparison in it, a function that nobody calls. */
export function alwaysHolds(verb: string, [subject = '']: readonly string[]): boolean {
  if (verb === TUPLE) return true
  if (
    !/^(?:(?:\w+\.)?assert|assert(?:True|\.ok)|ok|(?:not\.)?to_?be_?(?:truthy|defined|ok)|(?:to\.)?(?:be\.)?(?:ok|exist))$/i.test(
      verb,
    )
  )
    return false
  return FUNCTION.test(subject) || (LIST.test(subject) && !/\sfor\s|\]\s?[^\s\])}]/.test(subject))
}

/** `assert (sum == 5, "sum")`: Python takes both for one value, which is true. */
export const TUPLE = 'assert a tuple'
