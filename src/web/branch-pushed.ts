import { z } from 'zod'
import { parseCandidateBranch } from '../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { Repository } from './events.ts'

export interface Pushed {
  readonly repository: RepositoryRef
  readonly branch: string
  /** One of its commits says that it takes something back. */
  readonly mayRevert: boolean
}

/** The branch that somebody has pushed to; for the run's own branches other events say more. Tags are not branches. */
export function branchPushed(event: string, payload: unknown): Pushed | undefined {
  if (event !== 'push') return undefined
  const [repository, pushed] = [Repository.safeParse(payload).data?.repository, Push.safeParse(payload).data]
  const branch = branchOf(pushed?.ref)
  if (!repository || branch === undefined || parseCandidateBranch(branch)) return undefined
  const mayRevert = pushed?.commits?.some(({ message }) => /\brevert|\breapply/i.test(message)) ?? false
  return { repository: { owner: repository.owner.login, repo: repository.name }, branch, mayRevert }
}

export function branchOf(ref: string | undefined): string | undefined {
  return /^refs\/heads\/(.{1,255})$/.exec(ref ?? '')?.[1]
}

const Push = z.object({ ref: z.string(), commits: z.array(z.object({ message: z.string() })).nullish() })
