import { expect, it } from 'vitest'
import { splitCode } from '../../../src/messages/foreign/foreign-text.ts'

it('finds each code span as CommonMark does, of many runs of backticks too', () => {
  expect(splitCode('a `b` ``c`d`` `e')).toEqual([
    { code: false, text: 'a ' },
    { code: true, text: 'b' },
    { code: false, text: ' ' },
    { code: true, text: 'c`d' },
    { code: false, text: ' `e' },
  ])
  const many = '`a` '.repeat(100_000)
  expect(splitCode(many).filter(({ code }) => code)).toHaveLength(100_000)
}, 5_000)
