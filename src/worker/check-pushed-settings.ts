import type { RepositoryRef } from '../domain/issue/issue.ts'
import { ensureSettingsCheck } from '../effects/publish/ensure-settings-check.ts'
import type { Forge } from '../ports/forge.ts'
import { readSettings } from '../snapshot/read-settings.ts'

/**
 * Tells a commit what is wrong with its settings. They are read as a run would read them, and nothing of them acts. Nothing is said where
 * the file is gone again, or where no check run can be written.
 */
export async function checkPushedSettings(
  forge: Forge,
  repository: RepositoryRef,
  commit: string,
): Promise<void> {
  const facts = await forge.repositoryFacts(repository)
  if (facts.isArchived || facts.mayWriteChecks !== true) return
  let isThere = true
  const { settings } = await readSettings(forge, repository, async (path, maxBytes) => {
    const text = await forge.readTextFile(repository, commit, path, maxBytes)
    isThere = text !== undefined
    return text
  })
  if (isThere) await ensureSettingsCheck(forge, facts, { commit, settings })
}
