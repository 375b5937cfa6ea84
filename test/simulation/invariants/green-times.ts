/** When the whole contract was successful on a commit. */
export interface GreenTimes {
  /** A check has begun, or begun again, or ended. */
  told(sha: string, job: string, isSuccess: boolean | undefined): void
  isGreen(sha: string): boolean
  /** At some moment of that time. */
  wasGreen(sha: string, since: number, until: number): boolean
}

interface Span {
  readonly from: number
  until: number
}

export function greenTimes(jobs: readonly string[], now: () => number): GreenTimes {
  const results = new Map<string, Map<string, boolean | undefined>>()
  const spans = new Map<string, Span[]>()
  const isGreen = (sha: string) => jobs.every((job) => results.get(sha)?.get(job) === true)
  return {
    isGreen,
    told(sha, job, isSuccess) {
      const before = isGreen(sha)
      results.set(sha, (results.get(sha) ?? new Map<string, boolean | undefined>()).set(job, isSuccess))
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
