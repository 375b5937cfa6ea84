/** By hand: a pattern for it would look at a long row of breaks inside the text again from each. */
export function withoutLastBreaks(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n') end -= 1
  return text.slice(0, end)
}
