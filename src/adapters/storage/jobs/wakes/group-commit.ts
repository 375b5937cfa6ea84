import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Writes what comes while a write is under way together in the next one, each key once, in the order of the keys: two processes that
 * write the same ones must not wait for each other. Resolves once the key is written, and rejects when its write failed.
 *
 * Each write waits for one turn of the event loop: what came while this thread was busy has not been read before it.
 * A key never joins the write that is under way, which may have found what was there before it came.
 */
export function groupCommit<Key extends string>(
  write: (keys: readonly Key[]) => Promise<void>,
): (key: Key) => Promise<void> {
  let next: { readonly keys: Set<Key>; readonly written: Promise<void> } | undefined
  let last: Promise<void> = Promise.resolve()

  const begin = () => {
    const keys = new Set<Key>()
    const written = last
      .then(() => nextTurn())
      .then(() => {
        next = undefined
        return write([...keys].toSorted())
      })
    last = written.catch(() => {})
    return { keys, written }
  }
  return (key) => {
    next ??= begin()
    next.keys.add(key)
    return next.written
  }
}
