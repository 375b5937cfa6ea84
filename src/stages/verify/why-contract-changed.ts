import type { VerifierContract } from '../../domain/checks/contract.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { touchedJudgesText } from '../../messages/reach/touched-judges.ts'

/**
 * A8: evidence is comparable only under one contract. Why nobody may be compared, when the base branch asks for something else
 * now than when the candidates were briefed; undefined while it is the same, or not read.
 */
export function whyContractChanged(
  { contract, base }: Pick<Speculation, 'contract' | 'base'>,
  now: VerifierContract | undefined,
): string | undefined {
  if (now === undefined || now.fingerprint === contract.fingerprint) return undefined
  const branch = codeSpan(base.branch, 100)
  const before = new Set(contract.checks.map(({ name }) => name))
  const after = new Set(now.checks.map(({ name }) => name))
  const added = [...after].find((name) => !before.has(name))
  const removed = [...before].find((name) => !after.has(name))
  const words = touchedJudgesText(now.changed ?? [], [])
  const what =
    added !== undefined
      ? `${branch} requires ${codeSpan(added, 80)} now`
      : removed !== undefined && after.size > 0
        ? `${branch} does not require ${codeSpan(removed, 80)} any more`
        : words !== undefined
          ? `${branch} has moved since and ${words}`
          : `the workflows, required checks or settings of ${branch} were changed`
  return `The rules changed while the candidates were judged: ${what}. What was judged by different rules is not compared.`
}
