import { expect, it } from 'vitest'
import { candidateMarker, hasMarker, scoreboardMarker } from '../../src/messages/marker.ts'

const marker = scoreboardMarker('acme/payments#7.1')

it('a marker names the run, and the candidate where there is one', () => {
  expect(marker).toBe('<!-- speculate:scoreboard acme/payments#7.1 -->')
  expect(candidateMarker('acme/payments#7.1', 'fix-a')).toBe(
    '<!-- speculate:candidate acme/payments#7.1 fix-a -->',
  )
})

it.each(['', 'acme#7.1', 'acme/payments#7', 'acme/payments#07.1', 'a/b#1.1 --> x', 'a/b#1.1\n', 'a/b/c#1.1'])(
  'no marker is made from %j',
  (id) => {
    expect(() => scoreboardMarker(id)).toThrow('not a speculation id')
  },
)

it('only the whole first line counts', () => {
  expect(hasMarker(`${marker}\ntext`, marker)).toBe(true)
  expect(hasMarker(`${marker}\r\ntext`, marker)).toBe(true)
  expect(hasMarker(`text\n${marker}`, marker)).toBe(false)
  expect(hasMarker(`${marker} text`, marker)).toBe(false)
  expect(hasMarker(scoreboardMarker('acme/payments#7.10'), marker)).toBe(false)
})
