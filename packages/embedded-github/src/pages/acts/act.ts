import { z } from 'zod'

/** What a person can do on the page of an issue or pull request, as the form sends it. */
export const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('comment'), body: z.string().regex(/\S/, 'A comment needs some text.') }),
  z.object({ act: z.literal('label'), label: z.string() }),
  z.object({ act: z.literal('unlabel'), label: z.string() }),
  // What stands in the comment goes with it, as on GitHub.
  z.object({ act: z.enum(['close', 'reopen']), body: z.string().default('') }),
  z.object({ act: z.enum(['ready', 'draft', 'merge']) }),
])
export type Act = z.infer<typeof Act>

/** A new issue, as the form on the list of issues sends it. */
export const NewIssue = z.object({
  title: z.string().regex(/\S/, 'An issue needs a title.'),
  body: z.string().default(''),
})
export type NewIssue = z.infer<typeof NewIssue>
