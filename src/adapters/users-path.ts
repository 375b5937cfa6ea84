import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import { execa } from 'execa'
import { PACKAGE } from './own-files.ts'

interface StartEnvironment {
  /** The search path that we were started with. */
  readonly path: string
  /** The Node that runs us. */
  readonly node: string
}

const SYSTEM = '/usr/local/bin:/usr/bin:/bin'

/**
 * The search path of the person at the terminal, for whatever is run on their behalf: without the folders that npm and this package put
 * before it, so that no tool of ours answers for one of theirs. Where they have no Node, ours comes last.
 */
export function usersPath({ path, node }: StartEnvironment = startedWith()): string {
  const entries = path.split(delimiter)
  // npm puts its programs' folders before everything else, and ends them with this one of its own; started from npm it does so again.
  const lastOfNpm = entries.findLastIndex((entry) => /\/node-gyp-bin\/?$/.test(entry))
  const own = ownFolders(node)
  const theirs = entries.filter(
    (entry, place) =>
      place !== lastOfNpm &&
      !(place < lastOfNpm && /\/(?:node_modules\/\.bin|node-gyp-bin)\/?$/.test(entry)) &&
      !(isAbsolute(entry) && own.some((folder) => isInside(real(entry), folder))),
  )
  return (hasNode(theirs) ? theirs : [...theirs, dirname(node)]).join(delimiter)
}

const nodes = new Map<string, Promise<string>>()

/** The Node that this search path leads to: itself, not a stand-in that looks for the right version among several. */
export function usersNode(path = usersPath()): Promise<string> {
  const known = nodes.get(path) ?? askNode(path)
  nodes.set(path, known)
  return known
}

async function askNode(path: string): Promise<string> {
  const { stdout, failed } = await execa('node', ['-p', 'process.execPath'], {
    env: { PATH: path },
    reject: false,
    stdin: 'ignore',
    timeout: 10_000,
  })
  return !failed && isAbsolute(stdout) ? stdout : process.execPath
}

function startedWith(): StartEnvironment {
  return { path: process.env.PATH || SYSTEM, node: process.execPath }
}

/** Where this package and what it depends on lie, the Node that it brings along included. */
function ownFolders(node: string): readonly string[] {
  const brought = node.includes(`${sep}node_modules${sep}`) ? [dirname(node)] : []
  return [PACKAGE, join(PACKAGE, 'node_modules'), ...brought].map(real)
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`)
}

function hasNode(folders: readonly string[]): boolean {
  return folders.filter(isAbsolute).some((folder) => {
    try {
      accessSync(join(folder, 'node'), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
