import { z } from 'zod'

/** What earlier runs may change about the next one. */
export const LearningSettings = z
  .strictObject({
    plan: z
      .boolean()
      .default(false)
      .describe(
        'Let what maintainers made of earlier runs here order the default strategies, and have one candidate where the first is chosen nearly always; the scoreboard says so. `speculate learn` shows the same figures',
      ),
    min_runs: z
      .int()
      .min(5)
      .max(1_000)
      .default(20)
      .describe('How many runs with a verdict there must be before they change a plan'),
  })
  .prefault({})
