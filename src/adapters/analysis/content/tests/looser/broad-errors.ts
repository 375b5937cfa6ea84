import type { Assertion } from '../test-file.ts'

const BROAD =
  /^(?:(?:Exception|BaseException|Error|Throwable|StandardError)\b|\(\)[-=]>|function|lambda|async|\{(?!\s*(?:name|message|code|cause)\b))/
const ALL = /^(?:Exception|Throwable)\.class$|^typeof\(Exception\)$/
/** Python's `(ValueError, Exception)`: the widest one counts. */
const AMONG = /^\(.*\b(?:Exception|BaseException)\b(?!\s*[.(]).*\)$/

/** Whatever goes wrong, it is one of these; blocks are what goes wrong. */
export function isBroad(text: string): boolean {
  return BROAD.test(text) || ALL.test(text) || AMONG.test(text)
}

const CLASS = /^(?:\w+\.)*[A-Z]\w*(?:\.class)?$/
const ASKS = /raises|throws|raise_error/i

/** Asks for an error of some class on one side, and for any error, or without the message, on the other. */
export function isAnyError(old: Assertion, now: Assertion): boolean {
  if (old.verb !== now.verb || !ASKS.test(old.verb)) return false
  const [was, is] = [classOf(old), classOf(now)]
  if (was !== undefined && !isBroad(was) && is !== undefined && isBroad(is)) return true
  const left = new Set(now.args)
  const gone = old.args.filter((one) => !left.has(one))
  return now.args.length < old.args.length && gone.length > 0 && gone.every((one) => /^match\b/.test(one))
}

function classOf({ args }: Assertion): string | undefined {
  return args.find((one) => CLASS.test(one) || AMONG.test(one))
}
