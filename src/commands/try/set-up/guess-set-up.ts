import { basename, dirname } from 'node:path'

/** The files of a commit. */
export interface ProjectFiles {
  readonly paths: readonly string[]
  /** Undefined for what is not there. */
  readonly read: (path: string) => Promise<string | undefined>
}

/** What installs, by the file that says what; of one language the first that is there. */
type Guess = readonly [files: RegExp, command: string]

const JAVASCRIPT: readonly Guess[] = [
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, 'npm ci'],
  [/^pnpm-lock\.yaml$/, 'pnpm install --frozen-lockfile'],
  [/^yarn\.lock$/, 'yarn install --frozen-lockfile'],
  [/^bun\.lockb?$/, 'bun install --frozen-lockfile'],
]
const LANGUAGES: readonly (readonly Guess[])[] = [
  JAVASCRIPT,
  [
    [/^uv\.lock$/, 'uv sync --frozen'],
    [/^poetry\.lock$/, 'POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --no-interaction'],
    [/^pdm\.lock$/, 'pdm sync'],
    [/^Pipfile\.lock$/, 'PIPENV_VENV_IN_PROJECT=1 pipenv sync --dev'],
    [/^requirements\.txt$/, 'python3 -m venv .venv && .venv/bin/python -m pip install -r requirements.txt'],
  ],
  [[/^Gemfile\.lock$/, 'bundle config set --local path vendor/bundle && bundle install']],
  [[/^Cargo\.lock$/, 'cargo fetch --locked']],
  [[/^go\.sum$/, 'go mod download']],
  // Only a run of the tests fetches what runs them.
  [[/^pom\.xml$/, 'mvn -B -q -Dmaven.test.failure.ignore=true test clean']],
  [[/^gradlew$/, './gradlew --no-daemon testClasses']],
  [[/^composer\.lock$/, 'composer install --no-interaction']],
  [[/^mix\.lock$/, 'mix local.hex --force && mix local.rebar --force && mix deps.get']],
  [[/^packages\.lock\.json$/, 'dotnet restore --locked-mode']],
]
const ALL = LANGUAGES.flat()

const MOST = 3

/** One command for each language, where its lock file lies: in the root, or else in the folders that are nearest to it. */
export async function guessSetUp(files: ProjectFiles): Promise<readonly string[]> {
  const locks = files.paths.filter((path) => isLockOf(ALL, path))
  const depth = Math.min(...locks.map(depthOf))
  const nearest = locks.filter((path) => depthOf(path) === depth)
  const folders = [...new Set(nearest.map(dirname))].slice(0, MOST)
  const commands = await Promise.all(folders.map((folder) => commandsIn(folder, nearest, files)))
  return [...(await withoutLock(files)), ...commands.flat()].slice(0, MOST)
}

/** Libraries in JavaScript often have no lock file. */
async function withoutLock({ paths, read }: ProjectFiles): Promise<readonly string[]> {
  if (!paths.includes('package.json') || paths.some((path) => isLockOf(JAVASCRIPT, path))) return []
  const text = (await read('package.json')) ?? ''
  if (!/"(?:devD|d)ependencies"\s{0,20}:\s{0,20}\{\s{0,20}"/.test(text)) return []
  return [`${managerNamedIn(text) ?? 'npm'} install`]
}

function isLockOf(guesses: readonly Guess[], path: string): boolean {
  return isOwn(path) && guesses.some(([file]) => file.test(basename(path)))
}

async function commandsIn(folder: string, locks: readonly string[], files: ProjectFiles): Promise<string[]> {
  const names = locks.filter((path) => dirname(path) === folder).map((path) => basename(path))
  const found: string[] = []
  for (const guesses of LANGUAGES) {
    const own = guesses.filter(([file]) => names.some((name) => file.test(name)))
    const guess = own.length > 1 && guesses === JAVASCRIPT ? await chosenIn(folder, own, files) : own[0]
    if (guess === undefined || (await isEmptyGo(folder, guess, files))) continue
    const command = guess[1].startsWith('yarn') ? await yarnIn(folder, guess[1], files) : guess[1]
    found.push(folder === '.' ? command : `cd ${folder} && ${command}`)
  }
  return found
}

/** https://nodejs.org/api/packages.html#packagemanager */
async function chosenIn(folder: string, guesses: readonly Guess[], files: ProjectFiles) {
  const text = (await files.read(inside(folder, 'package.json'))) ?? ''
  const named = managerNamedIn(text)
  return guesses.find(([, command]) => command.startsWith(`${named} `)) ?? guesses[0]
}

const managerNamedIn = (text: string) =>
  /"packageManager"\s{0,20}:\s{0,20}"(npm|pnpm|yarn|bun)@/.exec(text)?.[1]

/** A module without dependencies may keep an empty `go.sum`. */
async function isEmptyGo(folder: string, [, command]: Guess, files: ProjectFiles): Promise<boolean> {
  return command.startsWith('go ') && (await files.read(inside(folder, 'go.sum')))?.trim() === ''
}

/** Yarn from version 2 on has another option, and its lock file says which it is. */
async function yarnIn(folder: string, classic: string, files: ProjectFiles): Promise<string> {
  const lock = (await files.read(inside(folder, 'yarn.lock'))) ?? ''
  return /^__metadata:/m.test(lock) ? 'yarn install --immutable' : classic
}

const inside = (folder: string, name: string) => (folder === '.' ? name : `${folder}/${name}`)
const depthOf = (path: string) => path.split('/').length

/** Projects that serve as examples or as data of tests are not what is worked on; a name that a shell would read is not offered to one. */
function isOwn(path: string): boolean {
  const isData =
    /(?:^|\/)(?:node_modules|vendor|\.venv|examples?|fixtures?|tests?|__tests__|spec|testdata|docs?)\//
  return /^[\w./@-]+$/.test(path) && !isData.test(path)
}
