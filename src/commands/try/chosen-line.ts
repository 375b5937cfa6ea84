import { Settings } from '../../domain/settings.ts'
import { oneLine } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'
import { chooseToolchains } from '../../stages/plan/choose-toolchains.ts'
import type { LocalIssue } from './read-issue.ts'
import type { LocalRepository } from './read-repository.ts'
import { DEFAULT_FILE } from './read-toolchains.ts'

interface Choice {
  /** Named on the command line. */
  readonly asked: readonly string[]
  /** All that could be taken, in their order. */
  readonly known: readonly string[]
  /** Where they are defined. */
  readonly file: string | undefined
  readonly issue: Pick<LocalIssue, 'block'>
  readonly repository: Pick<LocalRepository, 'settings'>
}

/** Which agents are taken where nobody named any, why these, and how to choose; undefined where somebody did. */
export function chosenLine({ asked, known, file, issue, repository }: Choice): string | undefined {
  if (asked.length > 0) return undefined
  const { parsed } = repository.settings
  const settings = parsed.ok ? parsed.value : Settings.parse({})
  const { among, candidates } = chooseToolchains({ settings, toolchains: known })
  const own = issue.block?.candidates?.length ?? settings.candidates?.length ?? settings.planner?.candidates
  const taken = [...new Set(among.slice(0, own ?? candidates))]
  const where = oneLine(file ?? DEFAULT_FILE)
  const why =
    settings.toolchains.length > 0
      ? 'as the settings name them'
      : taken.length < known.length
        ? `the first ${taken.length === 1 ? 'one' : taken.length} of the ${known.length} in ${where}`
        : `all that ${where} defines`
  return `no --toolchain was named, so ${list(taken)} ${taken.length === 1 ? 'writes' : 'write'}: ${why}; to choose, name each with --toolchain`
}
