import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { LocalRepository } from './read-repository.ts'

/** Toolchains that the settings of the repository ask for something else than a candidate: nobody has to name them. */
export function besidesWriters({
  settings: { parsed },
}: Pick<LocalRepository, 'settings'>): readonly ToolchainName[] {
  const asked = parsed.ok ? parsed.value.proof?.distinguish : undefined
  return asked === undefined ? [] : [asked]
}
