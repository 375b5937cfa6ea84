/**
 * Comments, CDATA, declarations and processing instructions render as nothing. Those of PHP and XML stay: inside code, where people
 * paste them, they are visible, and most are never closed.
 */
export function withoutHiddenMarkup(text: string): string {
  return withoutData(withoutComments(text))
    .replace(/<![A-Za-z][^<>]{0,5000}>/g, '')
    .replace(/<\?(?!php|xml|=)(?:(?!\?>)[^<]){0,5000}\?>/gi, '')
}

/**
 * A comment that is never closed hides the rest when it starts a line (CommonMark 4.6), else only its mark is taken away. What stands
 * before a comment and what follows may join into the next one: hence sign by sign.
 */
function withoutComments(text: string): string {
  if (!text.includes(OPENING)) return text
  const kept: string[] = []
  for (let at = 0; at < text.length; ) {
    const begun = text.startsWith(OPENING, at) ? 0 : markBegun(kept, text, at)
    if (begun === undefined) {
      kept.push(text.charAt(at))
      at += 1
      continue
    }
    const end = endOfComment(text, at, begun)
    if (end === undefined) {
      const before = kept.slice(0, kept.length - begun).join('')
      return before + withoutOpenComments(OPENING.slice(0, begun) + text.slice(at), startsLine(before))
    }
    kept.length -= begun
    at = end
  }
  return kept.join('')
}

const OPENING = '<!--'

/** How much of an opening mark is kept, where the rest of it stands at the place; undefined where none is completed there. */
function markBegun(kept: readonly string[], text: string, at: number): number | undefined {
  if (!OPENING.includes(text.charAt(at))) return undefined
  return BEGUN.find(
    (length) =>
      text.startsWith(OPENING.slice(length), at) && kept.slice(-length).join('') === OPENING.slice(0, length),
  )
}

const BEGUN = [3, 2, 1]

/** `<!-->` is a whole comment, so the search for the end begins inside the opening mark. */
function endOfComment(text: string, at: number, begun: number): number | undefined {
  const near = (OPENING.slice(0, begun) + text.slice(at, at + 8)).indexOf('-->', 2)
  if (near >= 0) return at - begun + near + 3
  const end = text.indexOf('-->', at)
  return end < 0 ? undefined : end + 3
}

/** From the first opening mark on, when no comment is closed any more. */
function withoutOpenComments(text: string, atLineStart: boolean): string {
  if (atLineStart) return ''
  const hidden = /\n[ \t]*<!--/.exec(text)
  return text.slice(0, hidden?.index ?? text.length).replaceAll(OPENING, '')
}

function startsLine(before: string): boolean {
  return /^[ \t]*$/.test(before.slice(before.lastIndexOf('\n') + 1))
}

const DATA = '<![CDATA['
const MAX_DATA = 5_000

/** Each up to the next end that is near; one without is left as it is. */
function withoutData(text: string): string {
  let kept = ''
  let from = 0
  let end = -1
  for (let at = text.indexOf(DATA); at >= 0; at = text.indexOf(DATA, Math.max(from, at + 1))) {
    const inside = at + DATA.length
    if (end < inside) end = text.indexOf(']]>', inside)
    if (end < 0) break
    if (end - inside > MAX_DATA) continue
    kept += text.slice(from, at)
    from = end + 3
  }
  return kept + text.slice(from)
}

/** `[//]: # (text)` and `[x]: <> (text)`: link definitions that lead nowhere are a way to write comments. */
export function withoutHiddenDefinitions(text: string): string {
  return text.includes(']:') ? text.replace(DEFINITION, '') : text
}

/** Blanks are bounded: several rows of them side by side would be divided in every possible way. */
const DEFINITION =
  /^ {0,3}\[[^\]\n]*\]:[ \t]{0,30}(?:#|<>|<#>)[ \t]{0,30}(?:\n?[ \t]{0,30}(?:\([^)]{0,1000}\)|"[^"]{0,1000}"|'[^']{0,1000}'))?[ \t]{0,30}$/gm
