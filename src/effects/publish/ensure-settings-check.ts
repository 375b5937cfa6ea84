import { checkRunKey, SETTINGS_CHECK } from '../../domain/checks/own-check.ts'
import type { RepositoryFacts } from '../../domain/forge/forge-facts.ts'
import type { ParseResult } from '../../domain/parse-result.ts'
import type { Settings } from '../../domain/settings.ts'
import { renderSettingsCheck } from '../../messages/check-run/render-settings-check.ts'
import type { Forge } from '../../ports/forge.ts'

interface Pushed {
  readonly commit: string
  readonly settings: ParseResult<Settings>
}

/** Has the commit say what is wrong with the settings that it brings, in a check run of its own. */
export async function ensureSettingsCheck(
  forge: Forge,
  { name, nodeId, defaultBranch, defaultBranchHead }: RepositoryFacts,
  { commit, settings }: Pushed,
): Promise<void> {
  const said = renderSettingsCheck({ settings, defaultBranch, isActing: commit === defaultBranchHead })
  const check = {
    ...said,
    name: SETTINGS_CHECK,
    head: commit,
    key: checkRunKey(commit, said),
    existing: undefined,
  }
  await forge.ensureCheckRuns(name, { repositoryId: nodeId, checkRuns: [check] })
}
