/** When the whole contract was successful on a commit. */
export interface GreenTimes {
  /** A check has begun, or begun again, or ended. */
  told(check: ToldCheck): void
  /** It was once, and nothing has failed since: what is cancelled when it runs again says nothing of the commit. */
  stands(sha: string): boolean
  /** At some moment of that time. */
  wasGreen(sha: string, since: number, until: number): boolean
}

export type Conclusion = 'success' | 'failure' | 'cancelled'

interface ToldCheck {
  readonly sha: string
  readonly job: string
  /** Of two runs on one commit the later one counts. */
  readonly run: number
  /** Undefined while it runs. */
  readonly conclusion: Conclusion | undefined
}

interface Span {
  readonly from: number
  until: number
}

export function greenTimes(jobs: readonly string[], now: () => number): GreenTimes {
  const results = new Map<string, Map<string, ToldCheck>>()
  const spans = new Map<string, Span[]>()
  const conclusion = (sha: string, job: string) => results.get(sha)?.get(job)?.conclusion
  const isGreen = (sha: string) => jobs.every((job) => conclusion(sha, job) === 'success')
  return {
    stands: (sha) => spans.has(sha) && jobs.every((job) => conclusion(sha, job) !== 'failure'),
    told(check) {
      const { sha, job, run } = check
      const before = isGreen(sha)
      const known = results.get(sha) ?? new Map<string, ToldCheck>()
      if ((known.get(job)?.run ?? 0) > run) return
      results.set(sha, known.set(job, check))
      const ofCommit = spans.get(sha) ?? []
      const last = ofCommit.at(-1)
      if (before && last && !isGreen(sha)) last.until = now()
      if (!before && isGreen(sha))
        spans.set(sha, [...ofCommit, { from: now(), until: Number.POSITIVE_INFINITY }])
    },
    wasGreen: (sha, since, until) =>
      spans.get(sha)?.some((span) => span.from <= until && span.until >= since) ?? false,
  }
}
