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
 * A name that is missing and that the author of the test does not add is no private matter: the code under test crashed. What cannot be
 * named stays as it is told.
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
