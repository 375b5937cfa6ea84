import { z } from 'zod'
import { RepositoryRef } from './issue/issue.ts'

/** Something short that is done for a repository, and belongs to no run. Doing it again changes nothing. */
export const Errand = z.discriminatedUnion('kind', [
  /** Say on a commit what is wrong with the settings that it brings. */
  z.strictObject({
    kind: z.literal('check-settings'),
    repository: RepositoryRef,
    commit: z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/),
  }),
  /** Let pull requests pass that are none of a candidate, where their branch requires the check of candidates. */
  z.strictObject({ kind: z.literal('pass-ordinary'), repository: RepositoryRef }),
])
export type Errand = z.infer<typeof Errand>

/** The sweep has it done again, whatever came of it. */
export function isSwept({ kind }: Errand): boolean {
  return kind === 'pass-ordinary'
}

/** Two of one key are one. */
export function errandKey(errand: Errand): string {
  const { owner, repo } = errand.repository
  return `${errand.kind} ${owner}/${repo}${errand.kind === 'check-settings' ? `@${errand.commit}` : ''}`
}
