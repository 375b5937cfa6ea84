/** Stands in a word for what is known only when the script runs. A private-use character: no script has a meaning for it. */
export const UNKNOWN = '\u{E000}'
/** Stands for the folder that the repository is checked out to. */
export const ROOT = '\u{E001}'

/** Behind `UNKNOWN`, how it is written: in private-use characters too, so that no shell finds a meaning in them. */
const WRITTEN = 0xe100
const MAX_WRITTEN = 60

/** What is not known, with how it is written: `$TARGET`. */
export function unknown(written: string): string {
  const plain = written.replace(/\s+/g, ' ').slice(0, MAX_WRITTEN)
  const hidden = Array.from(plain, (one) => one.charCodeAt(0)).filter((code) => code >= 32 && code < 127)
  return UNKNOWN + String.fromCharCode(...hidden.map((code) => WRITTEN + code))
}

export function isKnown(word: string): boolean {
  return !word.includes(UNKNOWN)
}

/** The path from the root of the repository; undefined for what is not known, or leads out of it. */
export function resolvePath(folder: string | undefined, word: string): string | undefined {
  if (!isKnown(word)) return undefined
  const fromRoot = word.startsWith(ROOT)
  if (folder === undefined && !fromRoot) return undefined
  const rest = fromRoot ? word.slice(ROOT.length) : word
  if (!fromRoot && /^(?:[/~\\]|[a-z]:)/i.test(rest)) return undefined
  const parts: string[] = fromRoot || !folder ? [] : folder.split('/')
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** For people: what is not known as it is written, and as `…` where nobody wrote it. */
export function shown(words: readonly string[]): string {
  return words
    .join(' ')
    .replace(/\u{E000}([\u{E120}-\u{E17E}]*)/gu, (_, hidden: string) =>
      hidden === ''
        ? '…'
        : Array.from(hidden, (one) => String.fromCharCode(one.charCodeAt(0) - WRITTEN)).join(''),
    )
    .replaceAll(ROOT, '.')
}

/** The words as a line of a script that means them. */
export function quoted(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}
