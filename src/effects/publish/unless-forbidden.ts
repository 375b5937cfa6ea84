import { ForgeError, InstallationLimited } from '../../ports/forge-errors.ts'

/**
 * Where nobody may write (a locked conversation, an archived repository) the run goes on without what was to be said: `refused` is told
 * why. Throws what else goes wrong.
 */
export async function unlessForbidden<Written>(
  writing: Promise<Written>,
  refused: (message: string) => Written,
): Promise<Written> {
  return writing.catch((error: unknown) => {
    if (!(error instanceof ForgeError && error.kind === 'forbidden')) throw error
    // Nothing at all can be done now, and all of it once that is over.
    if (error instanceof InstallationLimited) throw error
    return refused(error.message)
  })
}
