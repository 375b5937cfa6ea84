import { parseSettings } from '../../config/repository.ts'
import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import { MAX_DEFAULT_CANDIDATES } from '../../stages/plan/default-strategies.ts'
import { CommandError } from '../command-error.ts'
import type { LocalRepository } from './read-repository.ts'

interface NamedAgents {
  /** Agents, as often as they were named. */
  readonly names: readonly string[]
  readonly block: IssueBlock | undefined
  readonly repository: LocalRepository
}

/** Throws `CommandError` where more agents are named than there will be candidates: one would write nothing. */
export async function refuseTooMany({ names, block, repository }: NamedAgents): Promise<void> {
  const { most, because } = block?.candidates
    ? { most: block.candidates.length, because: 'the issue names' }
    : await mostOf(repository)
  if (names.length <= most) return
  throw new CommandError(
    `${names.length} agents are named (${names.join(', ')}), and ${because} ${most === 1 ? 'one candidate' : `${most} candidates`}. ` +
      `Each candidate is written by one agent: name --toolchain ${most === 1 ? 'once' : `at most ${most} times`}.`,
  )
}

async function mostOf({ git, head }: LocalRepository): Promise<{ most: number; because: string }> {
  const { ok, stdout } = await git(['show', `${head}:${SETTINGS_FILE}`])
  const settings = parseSettings(ok ? stdout : undefined)
  const { candidates, planner } = settings.ok ? settings.value : {}
  const own = candidates?.length ?? planner?.candidates
  if (own !== undefined) return { most: own, because: `${SETTINGS_FILE} asks for` }
  return { most: MAX_DEFAULT_CANDIDATES, because: 'a run has at most' }
}
