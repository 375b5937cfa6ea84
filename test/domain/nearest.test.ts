import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/domain/nearest.ts'

const keys = ['enabled', 'vote_threshold', 'max_parallelism', 'default_parallelism', 'candidates', 'id']

describe('nearest', () => {
  it.each([
    ['enbled', 'enabled'],
    ['vote_treshold', 'vote_threshold'],
    ['voteThreshold', 'vote_threshold'],
    ['vote-threshold', 'vote_threshold'],
    ['max_paralelism', 'max_parallelism'],
    ['canddiates', 'candidates'],
    ['ID', 'id'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, keys)).toBe(meant)
  })

  it.each(['', 'x', 'something_else', 'e'.repeat(10_000)])('has no guess for %.20s', (word) => {
    expect(nearest(word, keys)).toBeUndefined()
  })

  it('prefers the first of equally near choices', () => {
    expect(nearest('fix-d', ['fix-a', 'fix-b'])).toBe('fix-a')
  })
})
