import { constants, existsSync } from 'node:fs'
import { access, readFile, realpath } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Toolchain } from '../../../config/toolchains/toolchains.ts'
import { usersPath } from '../../users-path.ts'
import { PROGRAMS, packageFolder } from './install-package.ts'

/**
 * Absolute path of a toolchain's program: an installed package wins over the PATH, because its version is the one that was
 * tried. `packages` is the folder that packages are installed in.
 */
export async function findProgram(toolchain: Toolchain, packages: string): Promise<string | undefined> {
  const [program = ''] = toolchain.command
  for (const path of placesOf(program, toolchain, packages)) {
    if (await isExecutable(path)) return isInPython(path) ? path : realpath(path)
  }
  return undefined
}

/** Python finds the environment of a program (PEP 405) by the path that it is started with, which may be a link. */
function isInPython(path: string): boolean {
  return existsSync(join(dirname(dirname(path)), 'pyvenv.cfg'))
}

/** The message for when there is no such program. */
export function missingProgram(name: string, toolchain: Toolchain): string {
  const [program = ''] = toolchain.command
  const hint =
    toolchain.install ??
    (toolchain.package === undefined
      ? `put ${program} on the PATH, or correct its command in the toolchains file`
      : `run \`speculate toolchains --install ${name}\``)
  return `The toolchain ${name} needs the program ${program}, which is not installed; ${hint}.`
}

/** The version of the npm package that a program belongs to; undefined for any other program. */
export async function versionOf(program: string): Promise<string | undefined> {
  if (!program.includes('/node_modules/')) return undefined
  for (let folder = dirname(program); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '')
    const version = /"version"\s*:\s*"([^"]{1,100})"/.exec(text)?.[1]
    if (version !== undefined) return version
  }
  return undefined
}

function placesOf(program: string, toolchain: Toolchain, packages: string): string[] {
  if (isAbsolute(program)) return [program]
  const installed = toolchain.package
    ? [join(packageFolder(packages, toolchain.package), PROGRAMS, program)]
    : []
  const onPath = usersPath().split(delimiter).filter(isAbsolute)
  return [...installed, ...onPath.map((directory) => join(directory, program))]
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
