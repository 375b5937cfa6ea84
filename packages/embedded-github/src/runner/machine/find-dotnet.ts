import { basename, join } from 'node:path'
import type { InstalledTool } from './installed-tool.ts'
import type { Places } from './places.ts'
import { realHomes } from './real-homes.ts'

/** Every SDK below every installation of .NET; which one is used says the file `global.json` of the folder, or the newest. */
export async function findDotnet(places: Places): Promise<readonly InstalledTool[]> {
  const homes = await realHomes(places, { patterns: PATTERNS, names: /^dotnet$/, above: 1 })
  return (await Promise.all(homes.map((home) => sdksIn(places, home)))).flat()
}

const PATTERNS = [
  'dotnet:',
  '/usr/share/dotnet',
  '/usr/lib/dotnet',
  '/usr/lib64/dotnet',
  '/opt/dotnet',
  'mise:installs/dotnet/*',
]

async function sdksIn(places: Places, home: string): Promise<readonly InstalledTool[]> {
  const [program] = await places.programs(join(home, 'dotnet'))
  if (program === undefined) return []
  const sdks = await places.entries(join(home, 'sdk/*'))
  return sdks
    .map((folder) => basename(folder))
    .filter((name) => /^\d+\.\d+\.\d+/.test(name))
    .map((version) => ({ version, program, folders: [home], home }))
}
