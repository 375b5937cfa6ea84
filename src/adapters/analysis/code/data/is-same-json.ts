/** Whether two texts of JSON differ in nothing but the white space between their signs; the order of keys counts. */
export function isSameJson(before: string, after: string): boolean {
  const was = tokens(before)
  return was !== undefined && was === tokens(after)
}

function tokens(text: string): string | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  return text.match(/"(?:[^"\\]|\\[\s\S])*"|[^\s"]+/g)?.join('') ?? ''
}
