import { effectiveSettings } from '../config/effective-settings.ts'
import { type AccountDefaults, parseSettings } from '../config/repository.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import type { ParseResult } from '../domain/parse-result.ts'
import type { BeginningFacts } from '../domain/run/snapshot.ts'
import type { Settings } from '../domain/settings.ts'
import { SETTINGS_FILE } from '../domain/settings-file.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import type { Forge } from '../ports/forge.ts'
import { ForgeError } from '../ports/forge-errors.ts'

export const MAX_SETTINGS_BYTES = 64 * 1024

/** The text of a file; throws where it is larger. */
export type Read = (path: string, maxBytes: number) => Promise<string | undefined>

type ReadSettings = Pick<BeginningFacts, 'settings' | 'account'>

/** The repository's own over those of its account. `read` reads files of the repository. */
export async function readSettings(
  forge: Pick<Forge, 'accountSettings'>,
  ref: RepositoryRef,
  read: Read,
): Promise<ReadSettings> {
  try {
    const [text, account] = await Promise.all([
      read(SETTINGS_FILE, MAX_SETTINGS_BYTES),
      readAccountDefaults(forge, ref),
    ])
    const settings = parseSettings(text, account)
    return { settings, ...withoutUndefined({ account: account && actingIn(settings, text, account) }) }
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'unprocessable') throw error
    // Too large, or no text: a mistake of whoever wrote it, which reading again would not mend.
    const problem = { file: SETTINGS_FILE, line: 1, message: error.message, nearest: undefined }
    return { settings: { ok: false, problems: [problem] } }
  }
}

/** Its repository `.github` has settings of its own, as any other. */
async function readAccountDefaults(
  forge: Pick<Forge, 'accountSettings'>,
  ref: RepositoryRef,
): Promise<AccountDefaults | undefined> {
  if (ref.repo.toLowerCase() === '.github') return undefined
  const found = await forge.accountSettings(ref)
  return found.kind === 'text'
    ? { file: `${SETTINGS_FILE} of ${ref.owner}/.github`, text: found.text }
    : undefined
}

function actingIn(
  settings: ParseResult<Settings>,
  text: string | undefined,
  account: AccountDefaults,
): ReadSettings['account'] {
  if (!settings.ok) return undefined
  const sources = [account, { file: SETTINGS_FILE, text: text ?? '' }]
  const acting = effectiveSettings(settings.value, sources).filter(({ from }) =>
    from.some(({ file }) => file === account.file),
  )
  return acting.length === 0 ? undefined : { file: account.file, keys: acting.map(({ key }) => key) }
}
