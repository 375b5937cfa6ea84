import type { CellOutcome, NamedOutcome } from '../../../domain/proof/proof.ts'

/** Words in the lines that a patch adds outside of tests: what only its author may have. */
export function wordsAdded(
  files: readonly { readonly before: string; readonly after: string }[],
): ReadonlySet<string> {
  const added = files.flatMap(({ before, after }) => {
    const known = new Set(before.split('\n'))
    return after.split('\n').filter((line) => !known.has(line))
  })
  return new Set(added.join('\n').match(/[\p{L}_$][\p{L}\p{N}_$]*/gu))
}

/**
 * A test may use names that only its author has added. Where another name is missing, the code under test has crashed; where the output
 * does not say which name, the outcome stays as it was reported.
 */
export function withOwnNames<T extends CellOutcome | NamedOutcome['outcome']>(
  outcome: T,
  own: ReadonlySet<string>,
): T {
  if (outcome.kind !== 'failed' || outcome.failure !== 'missing' || outcome.needs === undefined)
    return outcome
  const name = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(outcome.needs)?.[0]
  return name === undefined || own.has(name) ? outcome : { ...outcome, failure: 'crash' }
}
