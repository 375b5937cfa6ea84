import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Toolchain } from '../../config/toolchains.ts'

/** What is missing for this toolchain to be started, and how to get it; undefined when nothing is. */
export async function missingCommand(name: string, toolchain: Toolchain): Promise<string | undefined> {
  const [program = ''] = toolchain.command
  const places = isAbsolute(program)
    ? [program]
    : (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, program))
  for (const place of places) if (await isExecutable(place)) return undefined
  const hint =
    toolchain.install ?? `put ${program} on the PATH, or correct its command in the toolchains file`
  return `The toolchain ${name} needs the program ${program}, which is not installed; ${hint}.`
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
