import { setFlagsFromString } from 'node:v8'
import { CommandError } from './command-error.ts'

/**
 * A command that starts a GitHub of its own. What only that needs is optional in an installed package (`optionalDependencies`): a server
 * is installed without it.
 */
export async function loadLocal<T>(command: string, load: () => Promise<T>): Promise<T> {
  // What is young has 16 MB by now. On a machine of much memory it would be given 128 while the rest is loaded, and nothing would be faster
  // here; a server that takes many deliveries a second is.
  setFlagsFromString('--semi-space-growth-factor=1')
  try {
    return await load()
  } catch (error) {
    const name = missingPackage(error)
    if (name === undefined) throw error
    throw new CommandError(
      `${command} needs packages that this installation lacks, such as ${name}: install it again without --omit=optional.`,
    )
  }
}

function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) return undefined
  return /^Cannot find package '((?:@[\w.-]+\/)?[\w.-]+)/.exec(error.message)?.[1]
}
