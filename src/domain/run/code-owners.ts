import { z } from 'zod'

/** Where GitHub looks for it, in this order; the first one found counts. */
export const CODE_OWNERS_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** One line of a CODEOWNERS file that GitHub would heed. */
export const CodeOwnersRule = z.strictObject({
  pattern: z.string(),
  /** Logins, and teams as `org/team`; nobody where the line takes what it matches out of the rules before it. */
  owners: z.array(z.string()),
})
export type CodeOwnersRule = z.infer<typeof CodeOwnersRule>
