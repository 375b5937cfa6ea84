/** When the whole contract was successful on a commit. */
export interface GreenTimes {
  /** A check has begun, or begun again, or ended. */
  told(sha: string, job: string, isSuccess: boolean | undefined): void
  isGreen(sha: string): boolean
  /** At some moment since then. */
  wasGreenSince(sha: string, since: number): boolean
}

export function greenTimes(jobs: readonly string[], now: () => number): GreenTimes {
  const results = new Map<string, Map<string, boolean | undefined>>()
  /** Until when it was, where it is no more. */
  const until = new Map<string, number>()
  const isGreen = (sha: string) => jobs.every((job) => results.get(sha)?.get(job) === true)
  return {
    isGreen,
    told(sha, job, isSuccess) {
      if (isGreen(sha)) until.set(sha, now())
      const ofCommit = results.get(sha) ?? new Map<string, boolean | undefined>()
      results.set(sha, ofCommit.set(job, isSuccess))
    },
    wasGreenSince: (sha, since) => isGreen(sha) || (until.get(sha) ?? 0) >= since,
  }
}
