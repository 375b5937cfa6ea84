import type { CountedRun } from './a-counted-run.ts'

export const CANDIDATES = ['minimal-change', 'refactor-heavy', 'pattern-extraction'] as const
/** When the checks of each end, after the drafts stand. */
const SECONDS = [20, 34, 48]

/** From the label to a settled run: the checks of the three take 20 to 48 seconds, and reviewers answer at once where they are asked. */
export async function runToTheEnd({ label, settle, passTime, checks }: CountedRun, jobs = 1): Promise<void> {
  await label()
  await settle()
  let now = 0
  for (const [place, id] of CANDIDATES.entries()) {
    const at = SECONDS[place] ?? now
    await passTime((at - now) * 1_000)
    now = at
    for (let job = 0; job < jobs; job += 1) {
      await checks.endJob(id, job)
      await settle()
    }
    await checks.endRun(id)
    await settle()
  }
  await passTime(30_000)
}
