import { readFile } from 'node:fs/promises'
import {
  type AnyToolchain,
  parseToolchains,
  presetToolchains,
  type ToolchainsFile,
} from '../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import { problemLines } from '../../messages/terminal/problem-lines.ts'
import { CommandError } from '../command-error.ts'
import { whyUnreadable } from '../why-unreadable.ts'

interface Request {
  /** In rank order, one that is named twice writes twice; empty for all that the file defines. */
  readonly names: readonly string[]
  /** What the settings ask for besides, which writes no candidate. */
  readonly also?: readonly string[]
  readonly file: string | undefined
}

export const DEFAULT_FILE = 'toolchains.yml'

/** The toolchains to use, in rank order. Throws `CommandError` for one that is unknown, and where there is none. */
export async function readToolchains({ names, also = [], file }: Request): Promise<ToolchainsFile> {
  const { toolchains: defined, ...limits } = await readDefined(file)
  const wanted = names.length > 0 ? [...names, ...also] : [...defined.keys()]
  if (wanted.length === 0) {
    throw new CommandError(
      `name at least one agent, for example --toolchain ${[...presetToolchains.keys()][0]}`,
    )
  }
  const toolchains = new Map(wanted.map((name) => [name, toolchainOf(name, defined)]))
  for (const [name, { kind }] of toolchains) if (kind === 'workflow') throw notHere(name)
  return { toolchains, ...limits }
}

/** A toolchain that is a workflow is not confined, and `try` would run it on this machine. */
function notHere(name: string): CommandError {
  return new CommandError(
    `the toolchain "${name}" is a workflow of the repository, which only GitHub runs; name an agent with --toolchain`,
  )
}

/** One of the file's toolchains or a preset. Throws `CommandError` for a name that is neither. */
export function toolchainOf(name: string, defined: ReadonlyMap<ToolchainName, AnyToolchain>): AnyToolchain {
  const toolchain = defined.get(name) ?? presetToolchains.get(name)
  if (toolchain !== undefined) return toolchain
  const known = [...new Set([...defined.keys(), ...presetToolchains.keys()])].join(', ')
  throw new CommandError(
    `there is no toolchain "${name}". Known are ${known}; others are defined with --toolchains FILE`,
  )
}

/** What the operator's file defines; nothing where there is none and none was named. Throws `CommandError`. */
export async function readDefined(file: string | undefined): Promise<ToolchainsFile> {
  const path = file ?? DEFAULT_FILE
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (file === undefined) return undefined
    throw new CommandError(`${file} cannot be read: ${whyUnreadable(error)}`)
  })
  const parsed = parseToolchains(text, path)
  if (!parsed.ok) throw new CommandError(`the toolchains have mistakes:\n${problemLines(parsed.problems)}`)
  return parsed.value
}
