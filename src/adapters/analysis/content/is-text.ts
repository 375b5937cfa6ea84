/** Whether it is text in UTF-8: what holds a NUL byte, or other encodings, shows no lines in any diff. */
export function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content)
    return true
  } catch {
    return false
  }
}
