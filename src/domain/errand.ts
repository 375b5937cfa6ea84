import { z } from 'zod'
import { RepositoryRef } from './issue/issue.ts'

/** Something short that is done for a repository, and belongs to no run. Doing it again changes nothing. */
export const Errand = z.strictObject({
  kind: z.literal('check-settings'),
  repository: RepositoryRef,
  commit: z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/),
})
export type Errand = z.infer<typeof Errand>

/** Two of one key are one. */
export function errandKey({ kind, repository: { owner, repo }, commit }: Errand): string {
  return `${kind} ${owner}/${repo}@${commit}`
}
