import type { AttemptFailure } from '../../../domain/candidate/attempt.ts'

/** A work tree that cannot become a patch, with the sentence that says why. */
export class Uncollectable extends Error {
  readonly failure: AttemptFailure

  constructor(failure: AttemptFailure, detail: string) {
    super(detail)
    this.failure = failure
  }
}

/** A path as people may read it in a sentence: paths of a candidate can hold anything. */
export function shown(path: Buffer | string): string {
  const text = typeof path === 'string' ? Buffer.from(path, 'latin1').toString('utf8') : path.toString('utf8')
  const quoted = JSON.stringify(text)
  return quoted.length > 300 ? `${quoted.slice(0, 300)}…"` : quoted
}
