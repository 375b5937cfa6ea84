import { ApiError } from '../../api-error.ts'
import { type GitHub, openPullRequests } from '../../github.ts'
import { mergePullRequest } from './merge-pull-request.ts'
import { mergeability } from './pull-request-figures.ts'
import { requiredChecksPass } from './required-checks.ts'

/** Merges the pull requests with auto-merge that can be merged now. True when one was. */
export async function mergeWhatIsReady(github: GitHub): Promise<boolean> {
  let merged = false
  for (const repository of github.state.repositories) {
    for (const issue of openPullRequests(repository)) {
      const { autoMerge, draft } = issue.pull
      if (autoMerge === null || draft || !requiredChecksPass(github, repository, issue.pull)) continue
      if (!(await mergeability(github, repository, issue)) || issue.pull.autoMerge === null) continue
      issue.pull.autoMerge = null
      const actor = { kind: 'user', login: autoMerge.enabledBy } as const
      const merge = { issue, actor, method: autoMerge.method }
      const refused = await mergePullRequest(github, repository, merge).then(() => false, isRefusal)
      if (refused) continue
      merged = true
    }
  }
  return merged
}

/** A base that moved meanwhile ends auto-merge for this pull request; anything else is a mistake of ours. */
function isRefusal(error: unknown): boolean {
  if (error instanceof ApiError) return true
  throw error
}
