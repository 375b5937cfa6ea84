import type { RepositoryRef } from '../domain/issue/issue.ts'

export class ForgeError extends Error {
  readonly kind: 'rate-limited' | 'forbidden' | 'not-found' | 'unprocessable' | 'unavailable'
  /** Milliseconds to wait before trying again, when the forge said so. */
  readonly retryAfterMs: number | undefined

  constructor(kind: ForgeError['kind'], message: string, retryAfterMs?: number) {
    super(message)
    this.name = 'ForgeError'
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}

/** Nothing is wrong: the forge wants, or would want, the request later. */
export function isRateLimited(error: unknown): error is ForgeError {
  return error instanceof ForgeError && error.kind === 'rate-limited'
}

/** The App is installed on the repository no more, or there is no such repository. */
export class NotInstalled extends ForgeError {
  constructor({ owner, repo }: RepositoryRef) {
    super('not-found', `the App is not installed on ${owner}/${repo}`)
    this.name = 'NotInstalled'
  }
}

/** The installation is suspended, or grants less than the App needs: its owner can mend that, and then what waits goes on. */
export class InstallationLimited extends ForgeError {
  /** What there is to do, for the operator. */
  readonly next: string

  constructor(message: string, next: string) {
    super('forbidden', message)
    this.name = 'InstallationLimited'
    this.next = next
  }
}

/** The repository was renamed or transferred: it is there, under another name. */
export class RepositoryMoved extends Error {
  /** The forge's id, which stays. */
  readonly id: string
  readonly to: RepositoryRef

  constructor(id: string, to: RepositoryRef) {
    super(`the repository is called ${to.owner}/${to.repo} now`)
    this.name = 'RepositoryMoved'
    this.id = id
    this.to = to
  }
}
