import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { ForgeError, InstallationLimited } from '../../ports/forge-errors.ts'
import type { EffectContext } from '../perform.ts'

/** They show what was decided and decide nothing: where GitHub refuses them for good, the run goes on and ends without them. */
export async function ensureCheckRuns(
  { repositoryId, checkRuns }: Extract<Step, { do: 'ensure-check-runs' }>,
  { id, issue: { owner, repo } }: Speculation,
  { forge, log, isNew }: Pick<EffectContext, 'forge' | 'log'> & { readonly isNew: boolean },
): Promise<void> {
  await forge.ensureCheckRuns({ owner, repo }, { repositoryId, checkRuns, isNew }).catch((error: unknown) => {
    if (!(error instanceof ForgeError) || error instanceof InstallationLimited) throw error
    if (error.kind === 'unavailable' || error.kind === 'rate-limited') throw error
    log(`${id}: its drafts have no check: ${error.message}`, { run: id })
  })
}
