import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path'
import { PACKAGE } from '../adapters/own-files.ts'

interface Caller {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** The program that starts the command, also under an older Node. */
const BIN = join(PACKAGE, 'src/speculate-bin.js')

/**
 * What has to be typed for this command to run again from the same folder: `speculate` where the PATH leads to it, `npx speculate` where
 * npm started it and would find it again, and the file itself otherwise. Elsewhere `npx speculate` runs somebody else's program.
 */
export function calledAs({ env, cwd }: Caller = { env: process.env, cwd: process.cwd() }): string {
  const byNpm = env.npm_command !== undefined || env.npm_lifecycle_event !== undefined
  // npm runs a script in the folder of its package, and says in which one it was asked to.
  const folder = (byNpm && env.INIT_CWD) || cwd
  if (byNpm && npxFindsUs(folder)) return 'npx speculate'
  if (isOnPath(env.PATH ?? '', byNpm)) return 'speculate'
  const path = relative(folder, BIN)
  return `node ${shellWord(path.startsWith('..') || isAbsolute(path) ? BIN : path)}`
}

/** One command, to be copied as it stands. */
export function commandLine(...args: readonly string[]): string {
  return [calledAs(), ...args.map(shellWord)].join(' ')
}

/** Quoted for a shell, so that it can be typed as it stands even if the folder's name has a blank. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** What texts call `speculate …`, as it can be typed here. */
export function asTyped(text: string): string {
  return text.replace(/(?<=`|^ {2}|^ {2}[^\n]* \| )speculate (?=[a-z-])/gm, `${calledAs()} `)
}

/** npx looks in the folder of the project that it is called in, which is the nearest one with a manifest or with packages. */
function npxFindsUs(folder: string): boolean {
  const packages = join(folder, 'node_modules')
  if (existsSync(join(folder, 'package.json')) || existsSync(packages))
    return isSame(folder, PACKAGE) || leadsHere(join(packages, '.bin/speculate'))
  const parent = dirname(folder)
  return parent !== folder && npxFindsUs(parent)
}

/** npm puts its own folders on the PATH of what it starts, where nobody's shell finds them. */
function isOnPath(path: string, byNpm: boolean): boolean {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !(byNpm && /\/node_modules\/\.bin\/?$/.test(folder)))
    .some((folder) => leadsHere(join(folder, 'speculate')))
}

function leadsHere(program: string): boolean {
  try {
    accessSync(program, constants.X_OK)
    return isSame(program, BIN)
  } catch {
    return false
  }
}

function isSame(one: string, other: string): boolean {
  return realpathSync(one) === realpathSync(other)
}
