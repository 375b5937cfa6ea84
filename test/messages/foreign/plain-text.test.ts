import { expect, it } from 'vitest'
import { quoted } from '../../../src/messages/foreign/plain-text.ts'

it.each([
  ['fails `adds` here', 'fails "adds" here'],
  ['fails `says "no" twice` (`got 1`)', 'fails “says "no" twice” ("got 1")'],
])('what is quoted in a terminal ends where it can be seen: %s', (sentence, reported) => {
  expect(quoted(sentence)).toBe(reported)
})
