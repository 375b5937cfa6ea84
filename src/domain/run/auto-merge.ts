import { z } from 'zod'

/** What came of asking the forge to merge the winner by itself, for one head; a person may have turned it off since. */
export const AutoMerge = z.strictObject({
  head: z.string(),
  /** The forge's own words; absent where it agreed. */
  refused: z.string().optional(),
})
export type AutoMerge = z.infer<typeof AutoMerge>

/** Name of the note that keeps it. */
export function autoMergeNote(run: string): string {
  return `auto-merge of ${run}`
}
