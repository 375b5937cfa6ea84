import { z } from 'zod'
import { parseCandidateBranch } from '../domain/candidate/candidate.ts'
import { SETTINGS_CHECK } from '../domain/checks/own-check.ts'
import { Errand } from '../domain/errand.ts'
import { SETTINGS_FILE } from '../domain/settings-file.ts'
import { branchOf } from './branch-pushed.ts'
import { Repository } from './events.ts'

/**
 * The commit whose settings are to be read: a branch's new head where a push to it has written or changed them, or one of which somebody
 * wants to see the check run again. Undefined for all other events. Candidates may not change settings, and gain nothing by it. Of what
 * is pushed to a fork GitHub tells nothing.
 */
export function pushedSettings(event: string, payload: unknown): Errand | undefined {
  const commit = event === 'push' ? ofPush(payload) : event === 'check_run' ? ofRerun(payload) : undefined
  const repository = commit === undefined ? undefined : Repository.safeParse(payload).data?.repository
  if (!repository) return undefined
  const of = { owner: repository.owner.login, repo: repository.name }
  return Errand.safeParse({ kind: 'check-settings', repository: of, commit }).data
}

const Paths = z.array(z.string()).nullish()
const Commit = z.object({ added: Paths, modified: Paths })
const Push = z.object({
  ref: z.string(),
  after: z.string(),
  deleted: z.boolean().nullish(),
  commits: z.array(Commit).nullish(),
  head_commit: Commit.nullish(),
})

/** GitHub names no more commits of one push: what the others have changed is not known. */
const MOST_COMMITS = 2_048

function ofPush(payload: unknown): string | undefined {
  const { data } = Push.safeParse(payload)
  const branch = branchOf(data?.ref)
  if (!data || data.deleted || branch === undefined || parseCandidateBranch(branch)) return undefined
  const { after, head_commit } = data
  const commits = data.commits ?? []
  // A branch that is new, or set back, may name none but its head.
  const isTouched = [...commits, ...(head_commit ? [head_commit] : [])].some(writesSettings)
  return isTouched || commits.length >= MOST_COMMITS ? after : undefined
}

function writesSettings({ added, modified }: z.infer<typeof Commit>): boolean {
  return added?.includes(SETTINGS_FILE) === true || modified?.includes(SETTINGS_FILE) === true
}

/** GitHub tells this to the App alone whose check run it is. */
const Rerun = z.object({
  action: z.literal('rerequested'),
  check_run: z.object({ name: z.literal(SETTINGS_CHECK), head_sha: z.string() }),
})

function ofRerun(payload: unknown): string | undefined {
  return Rerun.safeParse(payload).data?.check_run.head_sha
}
