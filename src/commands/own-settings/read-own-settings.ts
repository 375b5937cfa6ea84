import type { ParseResult } from '../../domain/parse-result.ts'
import type { BeginningFacts } from '../../domain/run/snapshot.ts'
import type { Settings } from '../../domain/settings.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import { accountLine } from '../../messages/terminal/account-settings.ts'
import { problemLines } from '../../messages/terminal/problem-lines.ts'
import { readSettings } from '../../snapshot/read-settings.ts'
import { CommandError } from '../command-error.ts'
import type { Git } from '../try/git.ts'
import { LOCAL_OWNER } from '../try/local-owner.ts'
import { accountOfClone } from './account-of-clone.ts'

/** The settings of a local repository at a commit, over those of the account that it is cloned from: as the App would read them. */
export interface OwnSettings {
  readonly parsed: ParseResult<Settings>
  /** What acts of the account. */
  readonly acting: BeginningFacts['account']
  /** What each says, as it stands. */
  readonly texts: { readonly own: string | undefined; readonly account: string | undefined }
  /** Of the account, for whoever reads a terminal; undefined where the repository comes from no GitHub. */
  readonly line: string | undefined
}

export async function readOwnSettings(git: Git, commit: string): Promise<OwnSettings> {
  const { ok, stdout } = await git(['cat-file', 'blob', `${commit}:${SETTINGS_FILE}`])
  const own = ok ? stdout : undefined
  const clone = await accountOfClone(git)
  const found = clone?.settings.kind === 'text' ? clone.settings : undefined
  const { repository } = clone ?? { repository: { owner: LOCAL_OWNER, repo: LOCAL_OWNER } }
  const { settings: parsed, account: acting } = await readSettings(
    { accountSettings: async () => found ?? { kind: 'no file' } },
    repository,
    async () => own,
  )
  return {
    ...{ parsed, acting },
    texts: { own, account: found?.text },
    line: clone && accountLine(clone.settings, { acting, owner: repository.owner }),
  }
}

/** Throws `CommandError` for settings with mistakes, wherever these are. */
export function settingsOf({ parsed }: Pick<OwnSettings, 'parsed'>): Settings {
  if (parsed.ok) return parsed.value
  throw new CommandError(`the settings have mistakes:\n${problemLines(parsed.problems)}`)
}
