import { join } from 'node:path'
import type { InstalledTool } from './installed-tool.ts'
import type { Places } from './places.ts'
import { realHomes } from './real-homes.ts'
import { ARCHITECTURE } from './tool-kinds.ts'

/** Go's own folders say their version in a file, so nothing is started. */
export async function findGo(places: Places): Promise<readonly InstalledTool[]> {
  const homes = await realHomes(places, { patterns: PATTERNS, names: /^go(?:-?1\.\d+(?:\.\d+)?)?$/ })
  const tools = await Promise.all(homes.map((home) => goIn(places, home)))
  return tools.filter((tool) => tool !== undefined)
}

const PATTERNS = [
  '/usr/lib/go-*',
  '/usr/lib/go',
  '/usr/local/go',
  '/opt/go',
  '~/sdk/go*',
  '~/.gvm/gos/*',
  'goenv:versions/*',
  // What the command `go` itself has fetched for a `toolchain` line.
  'gopath:pkg/mod/golang.org/toolchain@*',
  'asdf:installs/golang/*/go',
  'mise:installs/go/*',
  `toolcache:go/*/${ARCHITECTURE}`,
]

async function goIn(places: Places, home: string): Promise<InstalledTool | undefined> {
  const [program] = await places.programs(join(home, 'bin/go'))
  if (program === undefined) return undefined
  const written = await places.read(join(home, 'VERSION'))
  const told = written ?? (await places.ask(program, ['version']))
  const version = told === undefined ? undefined : /\bgo(\d[\w.]*)/.exec(told)?.[1]
  return version === undefined ? undefined : { version, program, folders: [join(home, 'bin')], home }
}
