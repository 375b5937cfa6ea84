import { readFile } from 'node:fs/promises'
import { createAgents } from '../../adapters/agents/agents.ts'
import { parseToolchains, presetToolchains, type Toolchain } from '../../config/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate.ts'
import { CommandError } from '../command-error.ts'
import { problemLines } from './problem-lines.ts'

interface Request {
  /** In rank order; empty for all that the file defines. */
  readonly names: readonly string[]
  readonly file: string | undefined
}

const DEFAULT_FILE = 'toolchains.yml'

/** The toolchains to use, in rank order and installed. Throws `CommandError` for one that is unknown or missing. */
export async function readToolchains({
  names,
  file,
}: Request): Promise<ReadonlyMap<ToolchainName, Toolchain>> {
  const defined = await readDefined(file)
  const wanted = names.length > 0 ? [...new Set(names)] : [...defined.keys()]
  if (wanted.length === 0) {
    throw new CommandError(
      `name at least one agent, for example --toolchain ${[...presetToolchains.keys()][0]}`,
    )
  }
  const chosen = new Map(wanted.map((name) => [name, toolchainOf(name, defined)]))
  const agents = createAgents(chosen)
  for (const name of chosen.keys()) {
    const missing = await agents.agent(name)?.missing()
    if (missing !== undefined) throw new CommandError(`the agent "${name}" cannot be started: ${missing}`)
  }
  return chosen
}

function toolchainOf(name: string, defined: ReadonlyMap<ToolchainName, Toolchain>): Toolchain {
  const toolchain = defined.get(name) ?? presetToolchains.get(name)
  if (toolchain !== undefined) return toolchain
  const known = [...new Set([...defined.keys(), ...presetToolchains.keys()])].join(', ')
  throw new CommandError(
    `there is no toolchain "${name}". Known are ${known}; others are defined with --toolchains FILE`,
  )
}

async function readDefined(file: string | undefined): Promise<ReadonlyMap<ToolchainName, Toolchain>> {
  const path = file ?? DEFAULT_FILE
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined && file !== undefined) throw new CommandError(`${file} cannot be read`)
  const parsed = parseToolchains(text, path)
  if (!parsed.ok) throw new CommandError(`the toolchains have mistakes:\n${problemLines(parsed.problems)}`)
  return parsed.value
}
