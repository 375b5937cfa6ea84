/** Before the message of a comparison that failed; that it failed is said already. */
const ASSERTION = /^[\w.$\\]*Assert(?:ion)?(?:Failed)?(?:Error|Exception)?(?: \[\w+\])?: /
/** Java and .NET name exceptions with their packages. */
const PACKAGE = /^(?:[a-z][\w$]*\.)+(?=[A-Z][\w$]*(?:Error|Exception)\b)/
const ERROR_LINE = /^[\w.$\\]*(?:Error|Exception|Failure)(?: \[\w+\])?: \S/
const PAIR = /^(?:expected|actual|received|got|left|right|want|have) *:\s*\S/i
/** `+ expected - actual` and the like explain a comparison that follows. */
const LEGEND = /^[-+] (?:actual|expected|received)\b|^(?:[-+]{3}) (?:expected|actual)$|^@@ /i
const PLACE = /^(?:[\w./-]+\.\w{1,4}):\d+(?::\d+)?: /
/** What a rust panic said, in the words of older compilers. */
const OLD_PANIC = /panicked at '(.*)', \S+:\d+:\d+$/
const MAX_MESSAGE = 300

/** The sentence that a reader needs, from the lines below the name of a test: what was expected, and what came. */
export function composeMessage(lines: readonly string[]): string | undefined {
  const at = Math.max(
    0,
    lines.findIndex((line) => ERROR_LINE.test(line)),
  )
  const [first, ...rest] = lines.slice(at)
  if (first === undefined) return undefined
  const text = withRest(first, rest).replace(/\s+/g, ' ').trim()
  const bare = text
    .replace(OLD_PANIC, '$1')
    .replace(PLACE, '')
    .replace(PACKAGE, '')
    .replace(ASSERTION, '')
    .replace(/ \/\/ \S+ equality$/, '')
    .replace(/[.:,]$/, '')
  return bare === '' ? undefined : bare.slice(0, MAX_MESSAGE)
}

function withRest(first: string, rest: readonly string[]): string {
  const pairs = [first, ...rest].filter((line) => PAIR.test(line)).slice(0, 2)
  const isCall = first.startsWith('expect(')
  const isCompared = pairs.length === 2 && rest[0] === pairs[0]
  if (isCompared && !isCall) return [first.replace(/:$/, ''), ...pairs].join(', ')
  if (first.endsWith(':') && !PAIR.test(first)) return [first, ...continued(rest)].join(' ')
  if (pairs.length < 2) return isCall ? [first.replace(/ \/\/.*/, ':'), ...continued(rest)].join(' ') : first
  return isCall || PAIR.test(first) ? pairs.join(', ') : [first, ...pairs].join(', ')
}

/** What follows a colon: up to the legend of a comparison, or else the lines that differ. */
function continued(rest: readonly string[]): readonly string[] {
  const legend = rest.findIndex((line) => LEGEND.test(line))
  const before = legend < 0 ? rest : rest.slice(0, legend)
  if (before.length > 0) return before.slice(0, legend < 0 && before.every(isDifferent) ? 2 : 1)
  const differing = rest.filter((line) => !LEGEND.test(line) && isDifferent(line))
  return differing.slice(0, 2)
}

function isDifferent(line: string): boolean {
  return /^[-+]/.test(line)
}
