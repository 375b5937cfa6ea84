/** One line for an operator. `fail` is for what cannot work, `warn` for what works less than it could. */
export interface Finding {
  /** What was looked at: `database`, `toolchain codex`. */
  readonly of: string
  readonly status: 'ok' | 'warn' | 'fail'
  /** What is so: a clause, without a full stop. */
  readonly says: string
  /** What there is to do: a sentence. Always there unless all is well. */
  readonly next?: string | undefined
}

/** Looks at one thing that the server needs, and changes nothing. Never throws. */
export type Check = () => Promise<readonly Finding[]>

/** All of them at the same time; findings are in the order of the checks. */
export async function runChecks(checks: readonly Check[]): Promise<readonly Finding[]> {
  return (await Promise.all(checks.map((check) => check()))).flat()
}

export const ok = (of: string, says: string): Finding => ({ of, status: 'ok', says })
export const warn = (of: string, says: string, next: string): Finding => ({ of, status: 'warn', says, next })
export const fail = (of: string, says: string, next: string): Finding => ({ of, status: 'fail', says, next })
