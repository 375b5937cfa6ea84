import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redactedLine } from '../../../src/adapters/observing/redacted-line.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'

const SECRET = 'correct-horse-battery-staple'
const redactor = createRedactor()
redactor.hold(SECRET)

it('T13: a line of JSON is JSON without its secrets, whatever stands in it', () => {
  const piece = fc.constantFrom(
    '\\',
    '"',
    '://',
    'a:b@',
    '\n',
    '%',
    '&#',
    '-----BEGIN PRIVATE KEY-----',
    'token=',
    SECRET,
    '\u001b[1m',
  )
  const text = fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer())), (fields) => {
      const said = redactedLine(`${JSON.stringify(fields)}\n`, redactor.text)
      expect(Object.keys(JSON.parse(said)).length).toBeLessThanOrEqual(Object.keys(fields).length)
      expect(said).not.toContain(SECRET)
    }),
    { numRuns: 500 },
  )
})

it('T13: a secret over two texts of a line is none, and leaves the line as it was made', () => {
  const fields = { password: 'correct-horse-', user: 'battery-staple', key: SECRET }
  const said = redactedLine(JSON.stringify(fields), redactor.text)
  expect(JSON.parse(said)).toEqual({ ...fields, key: '[redacted]' })
})
