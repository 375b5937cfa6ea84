import { InstallError, installPackage } from '../../src/adapters/agents/program/install-package.ts'
import { packagesFolder } from '../../src/adapters/agents/program/packages-folder.ts'
import { createSandbox } from '../../src/adapters/sandbox/create-sandbox.ts'
import { presetToolchains } from '../../src/config/toolchains/toolchains.ts'

export const packages = packagesFolder(process.env.TOOLCHAINS_DIR || undefined)

/** Installs a preset. Answers why it cannot be tried here: no sandbox, or no registry, which is no fault of ours. */
export async function whyNotReady(name: string): Promise<string | undefined> {
  const noSandbox = await createSandbox({ hostIsDisposable: false }).missing()
  const spec = presetToolchains.get(name)?.package
  if (noSandbox !== undefined || spec === undefined) return noSandbox
  try {
    await installPackage(packages, spec, new AbortController().signal)
    return undefined
  } catch (error) {
    if (error instanceof InstallError && error.isUnreachable) return error.message
    throw error
  }
}
