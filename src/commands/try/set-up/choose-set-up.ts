import { parseSettings, SETTINGS_FILE } from '../../../config/repository.ts'
import { CommandError } from '../../command-error.ts'
import type { LocalRepository } from '../read-repository.ts'

export interface ChosenSetUp {
  /** Empty where nothing is to be installed. */
  readonly commands: readonly string[]
  /** What lets one guess how it is done. */
  readonly hint: string | undefined
}

/** By the lock file that a package manager writes: what installs exactly what stands in it. */
const GUESSES: readonly (readonly [string, string])[] = [
  ['package-lock.json', 'npm ci'],
  ['npm-shrinkwrap.json', 'npm ci'],
  ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
  ['yarn.lock', 'yarn install --frozen-lockfile'],
  ['uv.lock', 'uv sync --frozen'],
  ['poetry.lock', 'POETRY_VIRTUALENVS_IN_PROJECT=true poetry install'],
  ['requirements.txt', 'python3 -m venv .venv && .venv/bin/python -m pip install -r requirements.txt'],
  ['go.sum', 'go mod vendor'],
  ['Gemfile.lock', 'BUNDLE_PATH=vendor/bundle bundle install'],
  ['composer.lock', 'composer install'],
]

/** The commands of `--setup`, or else of the settings at HEAD. Nothing is run because of a lock file alone. */
export async function chooseSetUp(
  { git, head }: LocalRepository,
  asked: readonly string[] | undefined,
): Promise<ChosenSetUp> {
  if (asked?.some((command) => command.trim() === ''))
    throw new CommandError('--setup needs a command, for example --setup "npm ci"')
  const { ok, stdout } = await git(['show', `${head}:${SETTINGS_FILE}`])
  const settings = parseSettings(ok ? stdout : undefined)
  const commands = asked ?? (settings.ok ? settings.value.setup : undefined)
  if (commands !== undefined) return { commands, hint: undefined }
  const { stdout: names } = await git(['ls-tree', '-z', '--name-only', head])
  const guess = GUESSES.find(([file]) => names.split('\0').includes(file))
  const hint = guess && `agents find no dependencies installed; to install them first: --setup "${guess[1]}"`
  return { commands: [], hint }
}
