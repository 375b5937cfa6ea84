import { readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path'
import { usersPath } from '../../users-path.ts'
import { runtimeSettings } from './runtime-settings.ts'

interface Places {
  readonly tree: string
  readonly home: string
}

/** The whole environment of a run of tests. */
export function testEnvironment({ tree, home }: Places): Record<string, string> {
  return {
    PATH: [join(tree, 'node_modules/.bin'), join(tree, 'vendor/bin'), ...searchPath()].join(delimiter),
    HOME: home,
    TMPDIR: '/tmp',
    CI: 'true',
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    // Reasons are cut off at the width of the terminal.
    COLUMNS: '400',
    // The base's code is what is installed; what is tested is what lies here.
    PYTHONPATH: [join(tree, 'src'), tree].join(delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
    GOFLAGS: '-mod=mod',
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    CARGO_NET_OFFLINE: 'true',
    ...managers(),
  }
}

/** Programs outside of the system's own folders come with what lies beside them; nobody's home as a whole does. */
export async function readableFolders(): Promise<readonly string[]> {
  const folders = searchPath().map((folder) => {
    const above = dirname(folder)
    const isOwn = /\/(?:s?bin|shims)$/.test(folder) && above !== homedir() && !HOLDS_MORE.test(above)
    return isOwn ? above : folder
  })
  const outside = [...new Set([...folders, ...Object.values(managers())])].filter(
    (one) => one !== '/' && !/^\/(?:usr|s?bin|lib\w*)(?:\/|$)/.test(one),
  )
  const areThere = await Promise.all(outside.map(isFolder))
  return [...outside.filter((_, at) => areThere[at]), ...(await runtimeSettings())]
}

/** Private files that lie beside the programs: tokens for a registry, data of all other programs. */
const HOLDS_MORE = /\/(?:\.cargo|\.local)$/

function searchPath(): readonly string[] {
  return usersPath().split(delimiter).filter(isAbsolute)
}

/** Programs that only look for the right version of what they are called look for it in the user's home, which no sandbox has. */
export function managers(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const folder of searchPath()) {
    const name = basename(folder) === 'shims' ? SHIMS[basename(dirname(folder))] : undefined
    if (name !== undefined) found[name] ??= dirname(folder)
    if (folder.endsWith('/.cargo/bin')) {
      const toolchains = process.env.RUSTUP_HOME ?? join(dirname(dirname(folder)), '.rustup')
      if (hasEntries(toolchains)) found.RUSTUP_HOME ??= toolchains
    }
  }
  return found
}

const SHIMS: Readonly<Record<string, string>> = {
  '.pyenv': 'PYENV_ROOT',
  '.rbenv': 'RBENV_ROOT',
  '.nodenv': 'NODENV_ROOT',
  '.goenv': 'GOENV_ROOT',
  '.jenv': 'JENV_ROOT',
}

function hasEntries(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0
  } catch {
    return false
  }
}

export function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  )
}
