import { z } from 'zod'
import { withoutUndefined } from '../without-undefined.ts'

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
const Rates = z.strictObject({
  input: z.number().nonnegative().describe('Input tokens that are not cached'),
  cached_input: z.number().nonnegative().optional().describe('Cached input tokens; otherwise as `input`'),
  cache_write: z
    .number()
    .nonnegative()
    .optional()
    .describe('Input tokens written to the cache, where the provider tells them; otherwise 1.25 × `input`'),
  cache_write_hour: z
    .number()
    .nonnegative()
    .optional()
    .describe('Those of them that are kept for an hour; otherwise 2 × `input`'),
  output: z.number().nonnegative().describe('Output tokens, reasoning included'),
})

export type Rates = z.infer<typeof Rates>

/** What the tokens of a model cost. */
export const ModelPrice = Rates.extend({
  tiers: z
    .record(z.string().regex(/^[a-z_]{1,40}$/, 'lower case, as in `priority`'), Rates)
    .optional()
    .describe(
      'Prices at other tiers of service (`priority`, `flex`, `fast`); calls at tiers without one are refused',
    ),
})
export type ModelPrice = z.infer<typeof ModelPrice>

/** By the model's name as the provider knows it. */
export type PriceTable = Readonly<Record<string, ModelPrice>>

/** Amounts of what costs something: limits, grants, or what was used. What is absent is unlimited, or not reported and counts as nothing. */
export const Amounts = z.strictObject({
  /** Of agents' attempts. */
  seconds: z.number().nonnegative().optional(),
  tokens: z.number().nonnegative().optional(),
  /** US dollars. */
  usd: z.number().nonnegative().optional(),
  /** Of jobs that the verifier ran. */
  ciSeconds: z.number().nonnegative().optional(),
})
export type Amounts = z.infer<typeof Amounts>

export const DIMENSIONS = ['seconds', 'tokens', 'usd', 'ciSeconds'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export function addAmounts(all: readonly Amounts[]): Amounts {
  const sums = DIMENSIONS.flatMap((dimension) => {
    const known = all.flatMap((amounts) => amounts[dimension] ?? [])
    return known.length === 0 ? [] : [[dimension, known.reduce((sum, amount) => sum + amount, 0)] as const]
  })
  return Object.fromEntries(sums)
}

/**
 * Whether a grant still fits, whatever was charged before. The tolerance is for sums of decimal fractions, and far below the least
 * that is granted.
 */
export function fits(limits: Amounts, charged: Amounts, grant: Amounts): boolean {
  return DIMENSIONS.every((dimension) => {
    const [limit, asked] = [limits[dimension], grant[dimension]]
    if (limit === undefined || asked === undefined) return true
    return (charged[dimension] ?? 0) + asked <= limit + 1e-6
  })
}

/** What was used on one UTC day, and what of it is only promised to attempts that have not ended. */
export const DaySpending = z.strictObject({ spent: Amounts, reserved: Amounts })
export type DaySpending = z.infer<typeof DaySpending>

/** A limit of which too little is left to start anything. */
export interface SpentLimit {
  readonly level: 'speculation' | 'repository_day'
  readonly dimension: Dimension
  readonly spent: number
  readonly limit: number
}

/** `2026-11-20`, of an ISO-8601 UTC time. */
export function utcDay(at: string): string {
  return at.slice(0, 10)
}

/** The end of the UTC day of `now`, ISO-8601. */
export function nextDay(now: string): string {
  const day = 86_400_000
  return new Date((Math.floor(Date.parse(now) / day) + 1) * day).toISOString()
}

const Minutes = z.number().min(1).max(10_000_000)
const Tokens = z.int().min(1_000).max(1_000_000_000_000)
const Usd = z.number().min(0.01).max(10_000_000)

const Limits = z.strictObject({
  minutes: Minutes.optional().describe(
    'Minutes of all its attempts together, and of running their tests on each other (`proof`)',
  ),
  tokens: Tokens.optional().describe('Tokens of all its attempts together, as the model gateway counts them'),
  usd: Usd.optional().describe("US dollars of all its attempts together, by the operator's prices"),
  ci_minutes: Minutes.optional().describe('Minutes of the jobs that run on its pull requests'),
})
type Limits = z.infer<typeof Limits>

const DayLimits = z.strictObject({
  minutes: Minutes.optional().describe('Minutes of all attempts of one UTC day'),
  tokens: Tokens.optional().describe(
    'Tokens of all attempts of one UTC day; set one per speculation too, or the first one holds all of it',
  ),
  usd: Usd.optional().describe('US dollars of all attempts of one UTC day'),
  ci_minutes: Minutes.optional().describe("Minutes of the jobs on candidates' pull requests of one UTC day"),
})

const AttemptLimits = z.strictObject({
  tokens: Tokens.optional().describe('Tokens of one attempt; its time is `attempt_minutes`'),
  usd: Usd.optional().describe('US dollars of one attempt'),
})

/** E6: what a repository lets be spent. All limits are hard: what does not fit is not started. */
export const Budget = z.strictObject({
  attempt: AttemptLimits.prefault({}),
  speculation: Limits.prefault({}),
  repository_day: DayLimits.extend({
    minutes: Minutes.default(1_440).describe('Minutes of all attempts of one UTC day'),
  }).prefault({}),
})
export type Budget = z.infer<typeof Budget>

/** The operator's side of it: the most that any repository may set. */
export const Ceilings = z.strictObject({
  attempt: AttemptLimits.extend({ minutes: Minutes.optional().describe('Minutes of one attempt') }).default(
    {},
  ),
  speculation: Limits.default({}),
  repository_day: DayLimits.default({}),
})
export type Ceilings = z.infer<typeof Ceilings>

/** As the settings say them, in seconds. */
export function amountsOf({ minutes, tokens, usd, ci_minutes }: Limits): Amounts {
  return {
    ...withoutUndefined({
      seconds: minutes === undefined ? undefined : minutes * 60,
      tokens,
      usd,
      ciSeconds: ci_minutes === undefined ? undefined : ci_minutes * 60,
    }),
  }
}

/** By the exact name, else without the date that providers append to the name of a model's version; at the usual tier where none is named. */
export function priceOf(prices: PriceTable, model: string, tier?: string | undefined): Rates | undefined {
  const price = [model, undated(model)]
    .filter((name) => Object.hasOwn(prices, name))
    .map((name) => prices[name])[0]
  if (tier === undefined) return price
  return Object.hasOwn(price?.tiers ?? {}, tier) ? price?.tiers?.[tier] : undefined
}

/** A model's name without the date of its version. */
function undated(model: string): string {
  return model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/, '')
}
