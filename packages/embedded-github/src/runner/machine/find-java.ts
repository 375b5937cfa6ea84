import { join } from 'node:path'
import type { InstalledTool } from './installed-tool.ts'
import type { Places } from './places.ts'
import { realHomes } from './real-homes.ts'
import { ARCHITECTURE } from './tool-kinds.ts'

/** Every JDK, by the file `release` that lies in each since Java 8. What has no compiler is a runtime only, and no use to a build. */
export async function findJava(places: Places): Promise<readonly InstalledTool[]> {
  const named = [places.variable('JAVA_HOME')].filter((home) => home !== undefined)
  const homes = await realHomes(places, { patterns: PATTERNS, names: /^javac$/ })
  const tools = await Promise.all([...new Set([...homes, ...named])].map((home) => javaIn(places, home)))
  const found = tools.filter((tool) => tool !== undefined)
  return found.filter((tool, index) => found.findIndex(({ home }) => home === tool.home) === index)
}

const PATTERNS = [
  '/usr/lib/jvm/*',
  '/usr/java/*',
  '/opt/java/*',
  '/opt/jdk*',
  '~/.jdks/*',
  '~/.jenv/versions/*',
  'gradle:jdks/*',
  'sdkman:candidates/java/*',
  'asdf:installs/java/*',
  'mise:installs/java/*',
  `toolcache:Java_*/*/${ARCHITECTURE}`,
]

async function javaIn(places: Places, home: string): Promise<InstalledTool | undefined> {
  const [compiler] = await places.programs(join(home, 'bin/javac'))
  const release = await places.read(join(home, 'release'))
  if (compiler === undefined || release === undefined) return undefined
  const line = (name: string) => new RegExp(`^${name}="([^"]*)"`, 'm').exec(release)?.[1]
  const version = versionOf(line('JAVA_VERSION'), line('JAVA_RUNTIME_VERSION') ?? line('FULL_VERSION'))
  if (version === undefined) return undefined
  const vendor = line('GRAALVM_VERSION') === undefined ? line('IMPLEMENTOR') : 'GraalVM'
  const program = join(home, 'bin/java')
  const flavour = vendor === undefined ? {} : { flavour: vendor }
  return { version, program, folders: [join(home, 'bin')], home, ...flavour }
}

/** `1.8.0_392` is 8.0.392; the build is in the runtime's version alone: `17.0.15+6-Debian-1`. */
function versionOf(version: string | undefined, runtime: string | undefined): string | undefined {
  const old = version === undefined ? undefined : /^1\.(\d+)\.0(?:_(\d+))?/.exec(version)
  if (old) return `${old[1]}.0.${Number(old[2] ?? 0)}`
  const build = runtime === undefined ? undefined : /^[\d.]+(?:-ea)?(\+\d+)/.exec(runtime)?.[1]
  return version === undefined ? undefined : `${version}${build ?? ''}`
}
