/** Sections of an INI file, as Python's configparser reads them: a line that is indented continues the value before it. */
export function readIni(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>()
  let section = new Map<string, string>()
  let key: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue
    const isIndented = /^\s/.test(line)
    if (!isIndented && trimmed.startsWith('[') && trimmed.endsWith(']')) {
      const name = trimmed.slice(1, -1).trim()
      section = sections.get(name) ?? new Map()
      sections.set(name, section)
      key = undefined
    } else if (isIndented && key !== undefined) {
      section.set(key, `${section.get(key) ?? ''}\n${trimmed}`)
    } else {
      const at = line.search(/[=:]/)
      if (at < 0) continue
      key = line.slice(0, at).trim()
      section.set(key, line.slice(at + 1).trim())
    }
  }
  return sections
}
