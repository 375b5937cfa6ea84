import type { DistinguishRequest } from '../../../ports/prover.ts'
import type { PreparedDependencies } from './run-tests.ts'

type Asked = Pick<DistinguishRequest, 'repository' | 'gitDir' | 'base' | 'setUp' | 'candidates'>

/** What the set-up of a base makes, or of a candidate's commit where that needs another one. Undefined where nothing is installed. */
export type PrepareDependencies = (
  request: Pick<Asked, 'repository' | 'gitDir' | 'base' | 'setUp'> & {
    readonly commit: string | undefined
    readonly signal: AbortSignal
  },
) => Promise<PreparedDependencies | undefined>

/** By candidate; of anybody else, and where a candidate's own set-up fails, those of the base. */
export async function dependenciesOf(
  { candidates, ...asked }: Asked,
  prepare: PrepareDependencies | undefined,
  signal: AbortSignal,
): Promise<(candidate: string | undefined) => PreparedDependencies | undefined> {
  const ofBase = await prepare?.({ ...asked, commit: undefined, signal })
  const own = new Map<string, PreparedDependencies>()
  for (const { id, commit } of ofBase === undefined ? [] : candidates) {
    const prepared = await prepare?.({ ...asked, commit, signal })
    if (prepared !== undefined) own.set(id, prepared)
  }
  return (candidate) => own.get(candidate ?? '') ?? ofBase
}
