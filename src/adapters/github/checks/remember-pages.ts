const MAX_KNOWN = 500

/** Past events do not change, so each earlier page is asked for once. */
export function rememberPages<T>(): (key: readonly string[], read: () => Promise<T>) => Promise<T> {
  const known = new Map<string, T>()
  return async (parts, read) => {
    const key = JSON.stringify(parts)
    const page = known.get(key) ?? (await read())
    known.set(key, page)
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MAX_KNOWN))) known.delete(oldest)
    return page
  }
}
