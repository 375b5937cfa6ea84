import { realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { withoutUndefined } from '@speculate-dev/system'
import type { InstalledTool } from './installed-tool.ts'
import { patternsOf } from './manager-folders.ts'
import type { Places } from './places.ts'
import type { ToolKind } from './tool-kinds.ts'

/** Every version of a tool, each program once, whatever ways lead to it. */
export async function findByAsking(places: Places, kind: ToolKind): Promise<readonly InstalledTool[]> {
  const programs = await programsOf(places, kind)
  const real = await Promise.all(programs.map((program) => realpath(program).catch(() => program)))
  const once = programs.filter((_, index) => real.indexOf(real[index] ?? '') === index)
  const tools = await Promise.all(
    once.map(async (program) =>
      toolOf(places, kind, [program, await realpath(program).catch(() => program)]),
    ),
  )
  return tools.filter((tool) => tool !== undefined)
}

/** What comes first on PATH is the machine's own choice among equals. */
async function programsOf(places: Places, kind: ToolKind): Promise<readonly string[]> {
  const patterns = kind.places.flatMap((short) => patternsOf(places, short))
  const found = await Promise.all([
    places.onPath(kind.names),
    ...patterns.map((pattern) => places.programs(pattern)),
  ])
  return [...new Set(found.flat())]
}

async function toolOf(
  places: Places,
  kind: ToolKind,
  [program, real]: readonly [string, string],
): Promise<InstalledTool | undefined> {
  const folders = [...new Set([dirname(program), dirname(real)])]
  const named = versionInPath(program)
  if (named !== undefined) return { version: named, program, folders }
  const answer = await places.ask(program, kind.ask)
  const version = answer === undefined ? undefined : kind.version.exec(answer)?.[1]
  if (answer === undefined || version === undefined) return undefined
  const flavour = Object.entries(kind.flavours ?? {}).find(([, pattern]) => pattern.test(answer))?.[0]
  return { version, program, folders, ...withoutUndefined({ flavour }) }
}

/** `…/versions/node/v20.11.1/bin/node`: version managers name a folder so only when it is that version. */
function versionInPath(program: string): string | undefined {
  return /\/v?(\d+\.\d+\.\d+)\/(?:[\w.-]+\/)?(?:bin\/)?[\w.-]+$/.exec(program)?.[1]
}
