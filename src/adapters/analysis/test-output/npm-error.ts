const LINE = /^npm (?:error|ERR!)(?: (.*))?$/
/** What npm itself could not do. A number, and a script that failed, are the fault of what it ran, which has said more. */
const CODE = /^code (E[A-Z][A-Z_]*|E\d{3})$/
const OF_SCRIPTS = ['ELIFECYCLE']
/** Facts beside the message, and where in npm's own code it happened. */
const BESIDE = /^(?:code|errno|syscall|path|dest|command|workspace|location|signal|cwd|stack)\b|^\s/
/** In an error of its own words, npm goes on with what is missing, then with its whole help. */
const PART = /^(?:Missing|Invalid): /
const MAX_LINES = 3

interface NpmError {
  /** Index of its last line. */
  readonly end: number
  readonly words: string
}

/** The last error of npm's own: its code, and the first words after it, not the help that it prints below. */
export function npmError(lines: readonly string[]): NpmError | undefined {
  const at = lines.findLastIndex((line) => CODE.test(saidBy(line) ?? ''))
  const code = CODE.exec(saidBy(lines[at] ?? '') ?? '')?.[1]
  if (code === undefined || OF_SCRIPTS.includes(code)) return undefined
  const said = lines.slice(at + 1).map(saidBy)
  const outside = said.indexOf(undefined)
  const block = (outside < 0 ? said : said.slice(0, outside)).map((line) => withoutCode(line ?? '', code))
  const first = block.findIndex((line) => line !== '' && !BESIDE.test(line))
  if (first < 0) return undefined
  const after = block.slice(first)
  const stop = after.findIndex((line) => line === '' || BESIDE.test(line))
  const message = (stop < 0 ? after : after.slice(0, stop)).slice(0, MAX_LINES)
  const part = after.find((line) => PART.test(line))
  const words = message.join(' ')
  // The sentence is always the same.
  const telling = part === undefined || message.includes(part) ? words : `${part}; ${words}`
  return { end: at + block.length, words: `npm ${code}: ${telling}` }
}

function saidBy(line: string): string | undefined {
  const found = LINE.exec(line)
  return found === null ? undefined : (found[1] ?? '')
}

/** Some messages begin each line with it: `404 Not Found`. */
function withoutCode(line: string, code: string): string {
  const [word = '', ...rest] = line.split(' ')
  const isCode = word === code || `E${word}` === code || word === 'notsup' || word === 'engine'
  return isCode ? rest.join(' ').trim() : line
}
