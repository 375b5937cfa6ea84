import { existsSync, statSync } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { managers } from '../../proof/run/test-environment.ts'
import { usersNode } from '../../users-path.ts'

/**
 * Files and folders of this machine, besides the system's own, without which a command cannot run: its program, the
 * interpreter that its first line names, the packages beside it, and files that it names by absolute path. Never a folder
 * in which people keep other things as well. `packages` is the folder that packages of toolchains are installed in.
 */
export async function readableFor(command: readonly string[], packages: string): Promise<string[]> {
  const [program = '', ...args] = command
  const files = [program, ...args.filter((arg) => isAbsolute(arg) && isFile(arg))]
  const interpreter = await interpreterOf(program)
  // A repository's tests may need a Node, whatever the agent is made of.
  const alone = [process.execPath, await usersNode(), ...(interpreter === undefined ? [] : [interpreter])]
  const real = await Promise.all(alone.map((file) => realpath(file)))
  const all = [...files.map((file) => partOf(file, packages)), ...alone, ...real]
  return [...new Set(all)].filter((path) => !/^\/(?:usr|bin|sbin|lib\w*)\//.test(path))
}

/** The folder that a file belongs to and does not work without. */
function partOf(file: string, packages: string): string {
  if (file.startsWith(`${packages}/`))
    return join(packages, file.slice(packages.length + 1).split('/', 1)[0] ?? '')
  const environment = dirname(dirname(file))
  // A program of a version manager only looks for the right version beside itself.
  if (Object.values(managers()).includes(environment)) return environment
  // A Python program's environment (PEP 405).
  if (existsSync(join(environment, 'pyvenv.cfg'))) return environment
  // A package's dependencies may be beside it or further up.
  return /^.*?\/node_modules(?=\/)/.exec(file)?.[0] ?? file
}

/** A package that we have installed was tried with the Node that runs us, whatever `node` is on this machine. */
export async function startOf(program: string, packages: string): Promise<readonly string[]> {
  const isOurs =
    program.startsWith(`${packages}/`) && /^#!\s*\/usr\/bin\/env node\s*$/.test(await firstLineOf(program))
  return isOurs ? [process.execPath, program] : [program]
}

/** The program of a first line `#!/path`; what `#!/usr/bin/env` finds is the system's, or a Node that is shown anyway. */
async function interpreterOf(program: string): Promise<string | undefined> {
  const interpreter = /^#!\s*(\/\S+)/.exec(await firstLineOf(program))?.[1]
  return interpreter !== undefined && isFile(interpreter) ? interpreter : undefined
}

async function firstLineOf(program: string): Promise<string> {
  const file = await open(program)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0)
    return buffer.toString('latin1', 0, bytesRead).split('\n', 1)[0] ?? ''
  } finally {
    await file.close()
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
