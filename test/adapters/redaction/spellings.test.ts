import { expect, it } from 'vitest'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { BY_TOOLS } from './spellings.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const SECRETS = {
  'a token': `ghp_${'a1B2c3D4e5F6'.repeat(3)}`,
  'a key without a shape': ['tR7qZ0wLk2Pm9XsV', 'b4NcJd8Hf1Gy6Te3'].join(''),
  'a key in hexadecimal': '9f86d081884c7d659a2feaa0c55ad015'.repeat(2),
  words: 'correct-horse-battery-staple',
}

it.each(Object.entries(BY_TOOLS))('S1: a secret is taken out, written %s', async (_, spelling) => {
  for (const [what, secret] of Object.entries(SECRETS)) {
    const redactor = createRedactor()
    redactor.hold(secret)
    const text = spelling(secret)
    const said = redactor.text(`it said:\n${text}\nand ended`)
    expect(said, what).toMatch(/^it said:\n.*\[redacted\].*\nand ended$/s)
    expect(leftOf(said, text), what).toBeLessThan(0.6)
    expect(redactor.text(said), what).toBe(said)
    expect(await redactor.isHeldIn(text), what).toBe(true)
  }
})

/** How much of what was written still stands there. What was written may hold more than the secret. */
function leftOf(said: string, text: string): number {
  return (said.length - 'it said:\n[redacted]\nand ended'.length) / text.length
}

it.each([
  ['sixteen of its letters', 'see tR7qZ0wLk2Pm9XsV… in the log', 'see [redacted]… in the log'],
  ['sixteen from its middle', 'see …Lk2Pm9XsVb4NcJd8… in the log', 'see …[redacted]… in the log'],
  ['less', 'see tR7qZ0wLk2… in the log', 'see tR7qZ0wLk2… in the log'],
])('S1: of a key made at random, %s', (_, text, said) => {
  const redactor = createRedactor()
  redactor.hold(SECRETS['a key without a shape'])
  expect(redactor.text(text)).toBe(said)
})

it.each([
  'connects to localhost:5432/payments_test, as docker-compose.yml says',
  'the horse battery is correct, the staple is not',
  'production in eu-west-1 and development-2025',
  'registry.example.com/npm/ and internal.registry.example.com',
])('leaves alone what only looks like a part of a secret: %s', async (text) => {
  const redactor = createRedactor()
  for (const secret of [
    'postgres://test:tested@localhost:5432/payments_test',
    'correct-horse-battery-staple',
    'production-eu-west-1-development-2024-blue',
    'https://internal.registry.example.com:8443/npm/?from=ci',
  ])
    redactor.hold(secret)
  expect(redactor.text(text)).toBe(text)
  expect(await redactor.isHeldIn(text)).toBe(false)
})

it.each([
  ['what almost is one, again and again', 'tR7qZ0wLk2Pm9X '],
  ['rows of a dump', '00000000: 6768 705f 6131 4232 6333 4434 6535 4636  abcdefgh\n'],
  ['what is packed', `${Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]).toString('base64')}AAAAAAAA `],
  ['margins', '2026-01-01T00:00:00.0000000Z |'],
  ['tags that do not end', '<a'],
  ['letters of other alphabets', 'ﷺ𝔞é'],
])('S4: no text makes the search for a secret slow: %s', (_, piece) => {
  const redactor = createRedactor()
  for (const secret of Object.values(SECRETS)) redactor.hold(secret)
  const { user } = process.cpuUsage()
  redactor.text(piece.repeat(Math.ceil(500_000 / piece.length)))
  // As above: what is quadratic would need minutes.
  expect(process.cpuUsage().user - user).toBeLessThan(5_000_000)
})
