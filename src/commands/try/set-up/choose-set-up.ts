import { CommandError } from '../../command-error.ts'
import type { LocalRepository } from '../read-repository.ts'
import { guessSetUp, type ProjectFiles } from './guess-set-up.ts'

export interface ChosenSetUp {
  /** Empty where nothing is to be installed. */
  readonly commands: readonly string[]
  /** Options that would probably install it, where nobody has said how. */
  readonly offered: string | undefined
}

/** The commands of `--setup`, or else of the settings at HEAD. Nothing is run because of a lock file alone. */
export async function chooseSetUp(
  { git, head, settings: { parsed } }: LocalRepository,
  asked: readonly string[] | undefined,
): Promise<ChosenSetUp> {
  if (asked?.some((command) => command.trim() === ''))
    throw new CommandError('--setup needs a command, for example --setup "npm ci"')
  const commands = asked ?? (parsed.ok ? parsed.value.setup : undefined)
  if (commands !== undefined) return { commands, offered: undefined }
  const guessed = await guessSetUp(await filesOf({ git, head }))
  const options = guessed.map((command) => `--setup "${command}"`).join(' ')
  return { commands: [], offered: options === '' ? undefined : options }
}

/** Of its HEAD. */
export async function filesOf({ git, head }: Pick<LocalRepository, 'git' | 'head'>): Promise<ProjectFiles> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--name-only', '--full-tree', head])
  return {
    paths: stdout.split('\0').filter((path) => path !== ''),
    async read(path) {
      const shown = await git(['show', `${head}:${path}`])
      return shown.ok ? shown.stdout : undefined
    },
  }
}
