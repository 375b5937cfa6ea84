import { parseSettings } from '../../config/repository.ts'
import type { Settings } from '../../domain/settings.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import { problemLines } from '../../messages/terminal/problem-lines.ts'
import { CommandError } from '../command-error.ts'
import { commitTree } from '../contract/commit-tree.ts'

/** What the repository's own settings say today: past fixes are judged as the next one would be. */
export async function readBacktestSettings(repo: string): Promise<Settings> {
  const tree = await commitTree(repo, 'HEAD')
  const parsed = parseSettings(await tree.read(SETTINGS_FILE))
  if (parsed.ok) return parsed.value
  throw new CommandError(`${SETTINGS_FILE} has mistakes:\n${problemLines(parsed.problems)}`)
}
