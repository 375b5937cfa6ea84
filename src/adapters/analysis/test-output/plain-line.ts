/** Of GitHub's logs, where every line begins with its time. */
const TIME = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z ?/
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours and movements of the cursor are what is taken out.
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g
/** Task runners name the task before each line: `web:test: `, `[web] `; `add.c:3: ` is a place. */
const TASK = /^(?:@?[\w./-]+:(?!\d)[\w:-]+: |\[[a-z][\w/@-]*\] (?=\S))/

/** A line as the runner wrote it. What was overwritten on a terminal is not part of it. */
export function plainLine(line: string): string {
  const text = withoutReturns(line.replace(TIME, '').replace(ESCAPES, ''))
  const shown = text.slice(text.lastIndexOf('\r') + 1)
  return shown.replace(TASK, '').trimEnd()
}

/** At its end. By hand: a pattern for it would look at a long row of them again from each. */
function withoutReturns(text: string): string {
  let end = text.length
  while (text[end - 1] === '\r') end -= 1
  return text.slice(0, end)
}
