import { parseSettings } from '../../config/repository.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import type { LocalRepository } from './read-repository.ts'

/** Toolchains that the settings of the repository ask for something else than a candidate: nobody has to name them. */
export async function besidesWriters({ git, head }: LocalRepository): Promise<readonly ToolchainName[]> {
  const { ok, stdout } = await git(['show', `${head}:${SETTINGS_FILE}`])
  const settings = parseSettings(ok ? stdout : undefined)
  const asked = settings.ok ? settings.value.proof?.distinguish : undefined
  return asked === undefined ? [] : [asked]
}
