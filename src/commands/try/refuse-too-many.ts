import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import { MAX_DEFAULT_CANDIDATES } from '../../stages/plan/default-strategies.ts'
import { CommandError } from '../command-error.ts'
import type { LocalRepository } from './read-repository.ts'

interface NamedAgents {
  /** Agents, as often as they were named. */
  readonly names: readonly string[]
  readonly block: IssueBlock | undefined
  readonly repository: Pick<LocalRepository, 'settings'>
}

/** Throws `CommandError` where more agents are named than there will be candidates: one would write nothing. */
export function refuseTooMany({ names, block, repository }: NamedAgents): void {
  const { most, because } = block?.candidates
    ? { most: block.candidates.length, because: 'the issue names' }
    : mostOf(repository)
  if (names.length <= most) return
  throw new CommandError(
    `${names.length} agents are named (${names.join(', ')}), and ${because} ${most === 1 ? 'one candidate' : `${most} candidates`}. ` +
      `Each candidate is written by one agent: name --toolchain ${most === 1 ? 'once' : `at most ${most} times`}.`,
  )
}

function mostOf({ settings: { parsed } }: NamedAgents['repository']): { most: number; because: string } {
  const { candidates, planner } = parsed.ok ? parsed.value : {}
  const own = candidates?.length ?? planner?.candidates
  if (own !== undefined) return { most: own, because: 'the settings ask for' }
  return { most: MAX_DEFAULT_CANDIDATES, because: 'a run has at most' }
}
