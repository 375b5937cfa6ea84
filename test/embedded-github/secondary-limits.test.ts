import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../packages/embedded-github/src/github.ts'
import { requestWeight } from '../../packages/embedded-github/src/http/request-weight.ts'
import {
  createSecondaryLimits,
  type RequestWeight,
  type SecondaryLimits,
} from '../../packages/embedded-github/src/http/secondary-limits.ts'

const maya: Actor = { kind: 'user', login: 'maya' }
const READ: RequestWeight = { api: 'rest', isWrite: false, creations: 0 }
const WRITE: RequestWeight = { api: 'rest', isWrite: true, creations: 0 }
const COMMENT: RequestWeight = { api: 'rest', isWrite: true, creations: 1 }
const QUERY: RequestWeight = { api: 'graphql', isWrite: false, creations: 0 }

let now: number
let limits: SecondaryLimits
beforeEach(() => {
  now = 0
  limits = createSecondaryLimits({ clock: { now: () => now } })
})

/** How many are let through before one is refused, of at most `tries`. */
function letThrough(weight: RequestWeight, tries = 3_000): number {
  for (let count = 0; count < tries; count += 1) {
    try {
      limits.enter(maya, weight)()
    } catch (error) {
      expect(error).toMatchObject({ status: 403, headers: { 'retry-after': '60' } })
      return count
    }
  }
  return tries
}

describe('secondary limits', () => {
  it.each([
    ['900 reads', READ, 900],
    ['180 writes', WRITE, 180],
    ['80 comments', COMMENT, 80],
    ['2,000 queries', QUERY, 2_000],
  ])('lets %s through in a minute, and as many in the next', (_, weight, count) => {
    expect(letThrough(weight)).toBe(count)
    now += 60_000
    expect(letThrough(weight)).toBe(count)
  })

  it('lets 500 comments through in an hour', () => {
    let created = 0
    for (let minute = 0; minute < 59; minute += 1) {
      created += letThrough(COMMENT, 20)
      now += 60_000
    }
    expect(created).toBe(500)
    now += 60_000
    expect(letThrough(COMMENT, 20)).toBe(20)
  })

  it('lets 100 requests be under way at once', () => {
    const leave = Array.from({ length: 100 }, () => limits.enter(maya, READ))
    expect(letThrough(QUERY, 1)).toBe(0)
    leave[0]?.()
    expect(letThrough(QUERY, 1)).toBe(1)
  })

  it('counts each caller by itself', () => {
    letThrough(COMMENT)
    expect(() => limits.enter({ kind: 'user', login: 'rob' }, COMMENT)).not.toThrow()
  })
})

describe('what a request counts for', () => {
  it.each([
    ['POST', '/repos/acme/payments/issues/1/comments', COMMENT],
    ['POST', '/repos/acme/payments/pulls', COMMENT],
    ['POST', '/repos/acme/payments/pulls/2/requested_reviewers', COMMENT],
    ['POST', '/repos/acme/payments/issues/1/labels', WRITE],
    ['PATCH', '/repos/acme/payments/issues/comments/7', WRITE],
    ['GET', '/repos/acme/payments/issues', READ],
  ])('%s %s', (method, path, weight) => {
    expect(requestWeight({ method, path, graphql: undefined })).toEqual(weight)
  })

  it('counts every comment that a mutation makes', () => {
    const graphql = { isMutation: true, operations: ['addComment', 'addComment', 'updateIssueComment'] }
    const weight = requestWeight({ method: 'POST', path: '/graphql', graphql })
    expect(weight).toEqual({ api: 'graphql', isWrite: true, creations: 2 })
  })
})
