import { oneLine, splitCode } from './foreign-text.ts'

/** Foreign text in a terminal: no control characters, one line, and no Markdown marks of ours. */
export function plain(text: string): string {
  return oneLine(text.replaceAll('`', ''))
}

/** A sentence that quotes as code, for a terminal: what stood between backticks stands between quotation marks. */
export function quoted(sentence: string): string {
  const parts = splitCode(oneLine(sentence))
  return parts.map(({ code, text }) => (code ? inQuotes(text.trim()) : text.replaceAll('`', ''))).join('')
}

/** What has quotation marks of its own stands between others, so that its end can be seen. */
export function inQuotes(text: string): string {
  return text.includes('"') ? `“${text}”` : `"${text}"`
}

/** Lines of at most `width` columns, broken between words; the second and later ones are indented. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(40, width)
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current.trim() !== '' && current.length + 1 + word.length > room) {
      lines.push(current)
      current = `  ${word}`
    } else {
      current = current === '' ? word : `${current} ${word}`
    }
  }
  return [...lines, current]
}
