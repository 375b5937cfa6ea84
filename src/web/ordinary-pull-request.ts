import { z } from 'zod'
import { parseCandidateBranch } from '../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { Repository } from './events.ts'

const PullRequest = z.object({
  action: z.enum(['opened', 'reopened', 'synchronize', 'edited']),
  changes: z.object({ base: z.unknown() }).optional(),
  pull_request: z.object({
    head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  }),
  repository: z.object({ full_name: z.string() }),
})

/** Where a pull request that is none of a candidate has a head, or a base, that it did not have before. */
export function ordinaryPullRequest(event: string, payload: unknown): RepositoryRef | undefined {
  if (event !== 'pull_request') return undefined
  const [told, of] = [PullRequest.safeParse(payload).data, Repository.safeParse(payload).data]
  if (!told || !of || (told.action === 'edited' && told.changes?.base === undefined)) return undefined
  const { ref, repo } = told.pull_request.head
  const isHere = repo?.full_name === told.repository.full_name
  if (isHere && parseCandidateBranch(ref)) return undefined
  return { owner: of.repository.owner.login, repo: of.repository.name }
}
