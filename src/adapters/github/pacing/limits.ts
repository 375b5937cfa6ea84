/** Who may go first where a limit is nearly reached: people wait for it, it is part of the run, or it only looks nice. */
export type Urgency = 'urgent' | 'normal' | 'cosmetic'

/**
 * GitHub's documented limits of one installation: "Rate limits for the REST API", "Rate limits and query limits for the GraphQL API".
 * Points: 1 for what reads, 5 for what writes. Creations are what people are told of: pull requests, comments, reviews.
 */
export const LIMITS = {
  atOnce: 100,
  minute: { rest: 900, graphql: 2_000, creations: 80 },
  hour: { creations: 500 },
} as const

/**
 * The part of each limit that requests of an urgency may use up; the rest is kept for what is more urgent. Of REST, 180 points a minute
 * are kept for reads: with twenty verdicts in a minute each has nine.
 */
export const SHARES: Readonly<Record<Urgency, number>> = { urgent: 1, normal: 0.8, cosmetic: 0.55 }

/** Of creations none is urgent. In a minute comments leave room for the drafts of those who have just been told that a run has begun. */
export const CREATION_SHARES: Readonly<Record<'minute' | 'hour', Readonly<Record<Urgency, number>>>> = {
  minute: { urgent: 1, normal: 1, cosmetic: 0.4 },
  hour: { urgent: 1, normal: 1, cosmetic: 0.8 },
}

/** Of the requests of an hour less is kept: most installations never come near. */
export const HOUR_SHARES: Readonly<Record<Urgency, number>> = { urgent: 1, normal: 0.99, cosmetic: 0.95 }

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
