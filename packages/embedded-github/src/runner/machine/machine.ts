import { dirname } from 'node:path'
import { findByAsking } from './find-by-asking.ts'
import { findDotnet } from './find-dotnet.ts'
import { findErlang } from './find-erlang.ts'
import { findGo } from './find-go.ts'
import { findJava } from './find-java.ts'
import { findRust } from './find-rust.ts'
import type { InstalledTool } from './installed-tool.ts'
import { createPlaces, type Places } from './places.ts'
import { kindOf } from './tool-kinds.ts'

/** What the runner finds on the machine that it runs on. */
export interface Machine {
  readonly platform: NodeJS.Platform
  /** The environment in which the tools of the user are looked for. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /**
   * Every installed version of a tool: `node`, `python`, `go`, `java`, `ruby`, `rust`, `dotnet`, `erlang`, or any program that says
   * its version. Each is looked for once, when it is first asked for.
   */
  tools(name: string): Promise<readonly InstalledTool[]>
}

interface MachineOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** The root of its file system; for tests. */
  readonly root?: string
  /** How long a program may take to print its version. */
  readonly probeMs?: number
}

export function thisMachine({
  environment = process.env,
  root = '/',
  probeMs = 10_000,
}: MachineOptions = {}): Machine {
  const places = createPlaces({ environment, root, probeMs })
  const found = new Map<string, Promise<readonly InstalledTool[]>>()
  return {
    platform: process.platform,
    environment,
    tools(name) {
      const known = found.get(name) ?? find(places, name)
      found.set(name, known)
      return known
    },
  }
}

function find(places: Places, name: string): Promise<readonly InstalledTool[]> {
  switch (name) {
    case 'go':
      return findGo(places)
    case 'java':
      return findJava(places)
    case 'rust':
      return findRust(places)
    case 'dotnet':
      return findDotnet(places)
    case 'erlang':
      return findErlang(places)
    case 'node':
      return findNode(places)
    default:
      return findByAsking(places, kindOf(name))
  }
}

/** Where the machine has none, the Node that runs this is one: jobs find it at the end of their PATH. */
async function findNode(places: Places): Promise<readonly InstalledTool[]> {
  const found = await findByAsking(places, kindOf('node'))
  if (found.length > 0) return found
  const own = {
    version: process.versions.node,
    program: process.execPath,
    folders: [dirname(process.execPath)],
  }
  return [own]
}
