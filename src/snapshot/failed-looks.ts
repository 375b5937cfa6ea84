import { z } from 'zod'
import type { IssueKey } from '../domain/issue/issue.ts'
import type { Store } from '../ports/store.ts'

/** `digest` is of the error, `times` how often it came in a row, `until` (milliseconds since the epoch) when to look again. */
const FailedLooks = z.object({ digest: z.string(), times: z.int(), until: z.number() })
type FailedLooks = z.infer<typeof FailedLooks>

/** The looks at the issue that have failed one after the other; undefined where the last one went well. */
export async function failedLooks(
  issue: IssueKey,
  store: Pick<Store, 'note'>,
): Promise<FailedLooks | undefined> {
  const note = await store.note(nameOf(issue))
  return note === undefined || note === NONE ? undefined : FailedLooks.safeParse(JSON.parse(note)).data
}

/** `undefined`: the last one went well. */
export async function noteFailedLooks(
  issue: IssueKey,
  store: Pick<Store, 'setNote'>,
  failed: FailedLooks | undefined,
): Promise<void> {
  await store.setNote(nameOf(issue), failed ? JSON.stringify(failed) : NONE)
}

const NONE = 'none'

function nameOf(issue: IssueKey): string {
  return `failed looks of ${issue}`
}
