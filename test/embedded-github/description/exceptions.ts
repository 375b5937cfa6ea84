import type { Complaint } from './complaints.ts'

interface Exception {
  readonly about: string | RegExp
  readonly at: RegExp
  /** Why it is right all the same. */
  readonly reason: string
}

/** Where GitHub does something else than it describes. Each is needed: a test says so. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    about: /^answer 30[17] of /,
    at: /^$/,
    reason: 'said of every call in the pages on redirects, and of few in the descriptions of the calls',
  },
  {
    about: 'answer 200 of GET /app/installations',
    at: /^\/\d+\/account$/,
    reason: 'described as a user and an enterprise at once; that of one installation is either',
  },
]

export function exceptionFor({ about, at }: Complaint): Exception | undefined {
  return EXCEPTIONS.find(
    (one) => (typeof one.about === 'string' ? one.about === about : one.about.test(about)) && one.at.test(at),
  )
}
