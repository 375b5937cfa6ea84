import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import { OWN_CHECK } from '../../../domain/checks/own-check.ts'
import type { RepositoryFacts } from '../../../domain/forge/forge-facts.ts'
import type { Settings } from '../../../domain/settings.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'
import { shownName } from './shown-name.ts'

interface Requiring extends Pick<RepositoryFacts, 'defaultBranch' | 'mayWriteChecks'> {
  readonly branchChecks: readonly RequiredCheck[]
  readonly losers: Settings['check_run']['losers']
}

/** What becomes of pull requests where the branch requires the check of the App itself. */
export function ownCheckFindings({
  defaultBranch,
  mayWriteChecks,
  branchChecks,
  losers,
}: Requiring): readonly Finding[] {
  if (!branchChecks.some(({ name }) => name === OWN_CHECK)) return []
  const of = `check ${OWN_CHECK}`
  const required = `is required by ${shownName(defaultBranch)}`
  if (mayWriteChecks !== true)
    return [
      fail(
        of,
        `${required}, and the App may not write it, so no pull request can be merged`,
        'An owner accepts that the App writes checks, on the page of its installation; or the branch stops requiring it.',
      ),
    ]
  if (losers !== 'failure')
    return [
      warn(
        of,
        `${required}, and is neutral on candidates that lose, which GitHub lets be merged`,
        'Set `check_run.losers: failure`, so that only what is promoted can be merged. Other pull requests get it as neutral.',
      ),
    ]
  return [ok(of, `${required}: candidates wait for the verdict, and other pull requests get it as neutral`)]
}
