import { z } from 'zod'

/** What is done with the winner beyond marking it ready. */
export const SettleSettings = z
  .strictObject({
    auto_merge: z
      .boolean()
      .default(false)
      .describe(
        "Turn on GitHub's auto-merge for the winner: GitHub merges it once everything that the base branch requires is there, reviews included; where GitHub refuses, the scoreboard says why, and people merge",
      ),
    merge_method: z
      .enum(['merge', 'squash', 'rebase'])
      .default('merge')
      .describe('How GitHub merges then; the repository has to allow it'),
  })
  .prefault({})
