import { z } from 'zod'

/** What has become of the branch that a run began on. */
export const BaseNow = z.strictObject({
  /** Under the name that it has now. */
  branch: z.string(),
  /** `rewritten`: the commit that all candidates start from is not part of it any more; `gone`: there is no such branch. */
  state: z.enum(['same', 'moved', 'rewritten', 'gone']),
})
export type BaseNow = z.infer<typeof BaseNow>
