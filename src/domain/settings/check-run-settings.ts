import { z } from 'zod'

/** The check run `speculate` on every candidate. */
export const CheckRunSettings = z
  .strictObject({
    losers: z
      .enum(['neutral', 'failure'])
      .default('neutral')
      .describe(
        'How the check `speculate` ends on candidates that are not promoted. GitHub lets `neutral` through where a branch requires the check; with `failure` only what is promoted can be merged',
      ),
  })
  .prefault({})
