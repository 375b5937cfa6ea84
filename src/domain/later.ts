/** So many milliseconds after a time (ISO-8601), or before it where they are negative. */
export function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}
