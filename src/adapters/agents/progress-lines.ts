/** Passes on what an agent is doing as single plain lines, at most a few per second; what comes in between is dropped. */
export function progressLines(onProgress: (line: string) => void): (text: string) => void {
  let last = Number.NEGATIVE_INFINITY
  return (text) => {
    const now = performance.now()
    if (now - last < PAUSE_MS) return
    const line = plainLine(text)
    if (line === '') return
    last = now
    onProgress(line)
  }
}

const PAUSE_MS = 300
const MAX_LENGTH = 300

/** The last line that says something, without escape sequences and invisible characters. */
export function plainLine(text: string): string {
  return (plainLines(text).findLast((line) => line !== '') ?? '').slice(0, MAX_LENGTH).toWellFormed()
}

/** What an agent says at the end of its work, line by line, in the same way; at most 4,000 characters, the last ones. */
export function plainText(text: string): string {
  return plainLines(text).join('\n').trim().toWellFormed()
}

function plainLines(text: string): string[] {
  return text
    .slice(-4_000)
    .replaceAll(ESCAPE_SEQUENCE, '')
    .split(/[\n\r]+/)
    .map((line) => line.replaceAll(/[\p{C}\s]+/gu, ' ').trim())
}

/** An escape sequence that does not end hides no more than its own line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are driven by these very characters (ECMA-48).
const ESCAPE_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n\r]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g
