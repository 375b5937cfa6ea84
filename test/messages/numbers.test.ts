import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  count,
  formatPoints,
  formatPointsBeside,
  formatSeconds,
  formatTime,
  list,
  secondsBetween,
} from '../../src/messages/numbers.ts'

const time = fc.date({ min: new Date('1971-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })

it('the time between two times is what the calendar says, leap days included', () => {
  fc.assert(
    fc.property(time, time, (one, other) => {
      const [from, to] = [one, other].map((date) => `${date.toISOString().slice(0, 19)}Z`) as [string, string]
      expect(secondsBetween(from, to)).toBe(Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000))
    }),
  )
})

it('a time that is none is not shown', () => {
  expect(formatTime('2026-03-04T09:00:00.000Z')).toBe('2026-03-04 09:00 UTC')
  expect(formatTime('yesterday <img>')).toBeUndefined()
  expect(secondsBetween('yesterday', '2026-03-04T09:00:00Z')).toBeUndefined()
})

it.each([
  [0, '0 s'],
  [0.4, 'less than 1 s'],
  [59, '59 s'],
  [95, '1 min 35 s'],
  [7_260, '2 h 1 min'],
])('%d seconds are %j', (seconds, words) => {
  expect(formatSeconds(seconds)).toBe(words)
})

it.each([
  [70, '70.0'],
  [69.95, '70.0'],
  [69.94, '69.9'],
  [97.866_666, '97.9'],
  [0, '0.0'],
  [100, '100.0'],
  // 40 + 18 + 0.1 × 3 and the like come out a hair below.
  [28.049_999_999_999_997, '28.1'],
])('a score of %d is shown as %s', (points, shown) => {
  expect(formatPoints(points)).toBe(shown)
})

it.each([
  [69.96, 70, '69.96'],
  [69.999_6, 70, '69.9996'],
  [69, 70, '69.0'],
  [70, 70, '70.0'],
])('a score of %d beside %d is shown as %s', (points, other, shown) => {
  expect(formatPointsBeside(points, other)).toBe(shown)
})

it('amounts and lists read as words', () => {
  expect([count(1, 'file'), count(2, 'file'), list([]), list(['a']), list(['a', 'b', 'c'])]).toEqual([
    '1 file',
    '2 files',
    '',
    'a',
    'a, b and c',
  ])
})
