import { z } from 'zod'

/** How much of a repository's attention runs may ask for; a run that would be too much waits, and begins by itself. */
export const CapsSettings = z
  .strictObject({
    open_candidates: z
      .int()
      .min(1)
      .max(1_000)
      .default(30)
      .describe(
        'The most pull requests of candidates that may be open at once in the repository, winners that nobody has merged yet included; a run for which there is no room waits, says so, and begins by itself',
      ),
    runs_per_day: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .describe(
        'The most runs that may begin on one UTC day; the next one waits for the day after, and says so',
      ),
  })
  .prefault({})
