/** A mistake of whoever typed the command: what is wrong, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
