import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

type Variables = Readonly<Record<string, string | undefined>>

export interface UsersRegistries {
  readonly variables: Readonly<Record<string, string>>
  /** Lines of an `.npmrc`: npm's registries of single scopes, for which shells pass on no variable. */
  readonly scopes: readonly string[]
}

/**
 * Of a person's own settings of npm and pip, the lines that name a registry, and what says the same. Nothing else is read
 * from these files, no token and no password; an address with either in it counts for nothing.
 */
export function usersRegistries(environment: Variables, home = homedir()): UsersRegistries {
  const { registry, scopes } = ofNpm(environment, home)
  return { variables: { ...registry, ...ofPip(environment, home) }, scopes }
}

function ofNpm(environment: Variables, home: string) {
  const named = environment.npm_config_userconfig ?? environment.NPM_CONFIG_USERCONFIG
  let registry: Readonly<Record<string, string>> = {}
  const scopes: string[] = []
  for (const line of linesOf(named ?? join(home, '.npmrc'))) {
    const [, scope, address = ''] = /^(@[\w.-]{1,100}:)?registry[ \t]*=[ \t]*(\S+)$/.exec(line) ?? []
    if (!isPublic(address)) continue
    if (scope === undefined) registry = { npm_config_registry: address }
    else scopes.push(`${scope}registry=${address}`)
  }
  return { registry, scopes }
}

/** https://pip.pypa.io/en/stable/topics/configuration: a later file goes before an earlier one. */
function ofPip(environment: Variables, home: string): Record<string, string> {
  const { XDG_CONFIG_HOME = join(home, '.config'), PIP_CONFIG_FILE } = environment
  const files = [...SYSTEM_FILES, join(home, '.pip/pip.conf'), join(XDG_CONFIG_HOME, 'pip/pip.conf')]
  const found: Record<string, string> = {}
  for (const file of PIP_CONFIG_FILE === undefined ? files : [PIP_CONFIG_FILE]) {
    let section = ''
    for (const line of linesOf(file)) {
      section = /^\[([\w-]{1,50})\]$/.exec(line)?.[1] ?? section
      const [, name, value = ''] = PIP_LINE.exec(line) ?? []
      const addresses = value.split(/[ \t]+/).filter(name === 'no-index' ? isYesOrNo : isPublic)
      if ((section === 'global' || section === 'install') && name !== undefined && addresses.length > 0)
        found[`PIP_${name.replaceAll('-', '_').toUpperCase()}`] = addresses.join(' ')
    }
  }
  return found
}

/** A sandbox has none of them. */
const SYSTEM_FILES = ['/etc/xdg/pip/pip.conf', '/etc/pip.conf']
const PIP_LINE = /^((?:extra-)?index-url|find-links|no-index)[ \t]*[=:][ \t]*(\S.*)$/

function isYesOrNo(word: string): boolean {
  return /^(?:y|yes|t|true|on|1|n|no|f|false|off|0)$/i.test(word)
}

/** Also no variable is filled in: the address is what stands there. */
function isPublic(address: string): boolean {
  if (/[?#$]/.test(address)) return false
  const url = URL.parse(address)
  return isAbsolute(address) || (/^(?:https?|file):$/.test(url?.protocol ?? '') && url?.username === '')
}

const MOST = 64 * 1024

function linesOf(file: string): readonly string[] {
  if (!isAbsolute(file)) return []
  try {
    return readFileSync(file, 'utf8')
      .slice(0, MOST)
      .split('\n')
      .map((line) => line.trim())
  } catch {
    return []
  }
}
