import { z } from 'zod'

/** The most that may be used of a model; what is absent is not limited. */
export const ModelBudget = z.strictObject({
  tokens: z
    .int()
    .positive()
    .max(1_000_000_000)
    .optional()
    .describe('Input and output tokens together, cached ones included'),
  usd: z.number().positive().max(100_000).optional().describe('US dollars, by the price table'),
})
export type ModelBudget = z.infer<typeof ModelBudget>

/** US dollars per million tokens. */
export const ModelPrice = z.strictObject({
  input: z.number().nonnegative().describe('Input tokens that are not cached'),
  cached_input: z.number().nonnegative().optional().describe('Cached input tokens; otherwise as `input`'),
  output: z.number().nonnegative().describe('Output tokens, reasoning included'),
})
export type ModelPrice = z.infer<typeof ModelPrice>

/** By the model's name as the provider knows it. */
export type PriceTable = Readonly<Record<string, ModelPrice>>
