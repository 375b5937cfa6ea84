/**
 * A line of JSON without secrets, which is JSON still: what looks like a secret may begin in one of its texts and end in another, and is
 * looked for in each by itself then.
 */
export function redactedLine(line: string, without: (text: string) => string): string {
  if (without(line) === line) return line
  try {
    return `${JSON.stringify(JSON.parse(line, (_, value: unknown) => redactedValue(value, without)))}\n`
  } catch {
    return without(line)
  }
}

/** One text, or the names of one object: what is in it was looked at before. */
function redactedValue(value: unknown, without: (text: string) => string): unknown {
  if (typeof value === 'string') return without(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [without(name), inner]))
}
