import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join, relative } from 'node:path'

interface Caller {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** The program that starts the command, also under an older Node. */
const BIN = join(import.meta.dirname, '../speculate-bin.js')

/**
 * What has to be typed for this command to run again from the same folder: `npx speculate` where npm started it, `speculate` where the
 * PATH leads to it, and the file itself otherwise.
 */
export function calledAs({ env, cwd }: Caller = { env: process.env, cwd: process.cwd() }): string {
  // npm puts its own folders on the PATH of what it starts, where nobody's shell finds them.
  if (env.npm_command !== undefined || env.npm_lifecycle_event !== undefined) return 'npx speculate'
  if (isOnPath(env.PATH ?? '')) return 'speculate'
  const path = relative(cwd, BIN)
  return `node ${shellWord(path.startsWith('..') || isAbsolute(path) ? BIN : path)}`
}

/** One command, to be copied as it stands. */
export function commandLine(...args: readonly string[]): string {
  return [calledAs(), ...args.map(shellWord)].join(' ')
}

/** To be typed as it stands, also where the folder has a blank in its name. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** What texts call `speculate …`, as it can be typed here. */
export function asTyped(text: string): string {
  return text.replace(/(?<=`|^ {2})speculate (?=[a-z-])/gm, `${calledAs()} `)
}

function isOnPath(path: string): boolean {
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .some((folder) => leadsHere(join(folder, 'speculate')))
}

function leadsHere(program: string): boolean {
  try {
    accessSync(program, constants.X_OK)
    return realpathSync(program) === realpathSync(BIN)
  } catch {
    return false
  }
}
