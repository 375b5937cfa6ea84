/** When the whole contract was successful on a commit. */
export interface GreenTimes {
  /** A check has begun, or begun again, or ended. */
  told(check: ToldCheck): void
  isGreen(sha: string): boolean
  /** At some moment of that time. */
  wasGreen(sha: string, since: number, until: number): boolean
}

interface ToldCheck {
  readonly sha: string
  readonly job: string
  /** Of two runs on one commit the later one counts. */
  readonly run: number
  /** Undefined while it runs. */
  readonly isSuccess: boolean | undefined
}

interface Span {
  readonly from: number
  until: number
}

export function greenTimes(jobs: readonly string[], now: () => number): GreenTimes {
  const results = new Map<string, Map<string, ToldCheck>>()
  const spans = new Map<string, Span[]>()
  const isGreen = (sha: string) => jobs.every((job) => results.get(sha)?.get(job)?.isSuccess === true)
  return {
    isGreen,
    told(check) {
      const { sha, job, run } = check
      const before = isGreen(sha)
      const known = results.get(sha) ?? new Map<string, ToldCheck>()
      if ((known.get(job)?.run ?? 0) > run) return
      results.set(sha, known.set(job, check))
      const ofCommit = spans.get(sha) ?? []
      const last = ofCommit.at(-1)
      if (before && last && !isGreen(sha)) last.until = now()
      if (!before && isGreen(sha)) ofCommit.push({ from: now(), until: Number.POSITIVE_INFINITY })
      spans.set(sha, ofCommit)
    },
    wasGreen: (sha, since, until) =>
      spans.get(sha)?.some((span) => span.from <= until && span.until >= since) ?? false,
  }
}
