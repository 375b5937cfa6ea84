import type { Matrix } from '../../../domain/proof/proof.ts'
import { type Truth, truthsOf } from '../fixes/judge-fix.ts'
import type { PoolCandidate } from './make-pool.ts'

interface RanPool {
  /** Everything that was run. */
  readonly all: Matrix
  /** Only the candidates that are judged: of several mutants, one. */
  readonly truths: readonly Truth[]
}

/** A second mutant is run only where the first one is easy to spot: it is the harder one that is judged. */
export async function runPool(
  pool: readonly PoolCandidate[],
  matrixOf: (pool: readonly PoolCandidate[]) => Promise<Matrix>,
): Promise<RanPool> {
  const spare = pool.filter(({ kind }) => kind === 'mutant').slice(1)
  const isMutant = ({ id }: Truth) => pool.some((one) => one.id === id && one.kind === 'mutant')
  const first = await matrixOf(pool.filter((one) => !spare.includes(one)))
  const isEnough = spare.length === 0 || truthsOf(first).some((one) => isMutant(one) && isHard(one))
  const all = isEnough ? first : await matrixOf(pool)
  return { all, truths: withoutSpare(truthsOf(all), isMutant) }
}

/** Wrong, and passing all checks. */
function isHard({ isRight, passesChecks }: Truth): boolean {
  return passesChecks && !isRight
}

/** Of several mutants the one that is hardest to spot, else a wrong one. */
function withoutSpare(truths: readonly Truth[], isMutant: (one: Truth) => boolean): readonly Truth[] {
  const mutants = truths.filter(isMutant)
  const chosen = mutants.find(isHard) ?? mutants.find(({ isRight }) => !isRight) ?? mutants[0]
  return truths.filter((one) => !isMutant(one) || one === chosen)
}
