import { basename, join } from 'node:path'
import { findByAsking } from './find-by-asking.ts'
import type { InstalledTool } from './installed-tool.ts'
import { patternsOf } from './manager-folders.ts'
import type { Places } from './places.ts'

/** The toolchains of rustup, each with its name as flavour, and then a compiler that the system brings itself. */
export async function findRust(places: Places): Promise<readonly InstalledTool[]> {
  const programs = await Promise.all(
    patternsOf(places, 'rustup:toolchains/*/bin/rustc').map((pattern) => places.programs(pattern)),
  )
  const toolchains = await Promise.all(programs.flat().map((program) => toolchainOf(places, program)))
  const plain = await findByAsking(places, {
    names: /^rustc(?:-1\.\d+)?$/,
    ask: ['--version'],
    version: VERSION,
    places: ['asdf:installs/rust/*/bin/rustc', 'mise:installs/rust/*/bin/rustc'],
  })
  const own = toolchains.filter((tool) => tool !== undefined)
  return [...own, ...plain.filter(({ program }) => !own.some((tool) => tool.program === program))]
}

const VERSION = /^rustc (\d[^\s]*)/m

async function toolchainOf(places: Places, program: string): Promise<InstalledTool | undefined> {
  const home = join(program, '../..')
  const version = VERSION.exec((await places.ask(program, ['--version'])) ?? '')?.[1]
  if (version === undefined) return undefined
  return { version, program, folders: [join(home, 'bin')], home, flavour: basename(home) }
}
