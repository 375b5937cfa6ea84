import type { Store } from '../ports/store.ts'

type Notes = Pick<Store, 'note' | 'setNote'>

const NAME = 'labels since'
/** As long as GitHub keeps deliveries that failed. */
const BEFORE_MS = 3 * 24 * 60 * 60_000

/**
 * Labels that were added before this ask for nothing (ISO-8601): a database that is new knows nothing of the runs before it, and
 * must not begin them all again. Undefined until the first sweep.
 */
export function labelsSince(store: Notes): Promise<string | undefined> {
  return store.note(NAME)
}

/** Three days before the first sweep ever; it stays what it is, so that no outage is too long. */
export async function ensureLabelsSince(store: Notes, now: number): Promise<string> {
  const known = await labelsSince(store)
  if (known !== undefined) return known
  const since = new Date(now - BEFORE_MS).toISOString()
  await store.setNote(NAME, since)
  return since
}
