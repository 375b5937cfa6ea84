import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
const VALUE = 'correct horse/battery+staple="ä"'

function holding(...secrets: string[]) {
  const redactor = createRedactor()
  for (const secret of secrets) redactor.hold(secret)
  return redactor
}

it.each([
  ['as it is', VALUE],
  ['in JSON', JSON.stringify({ VALUE })],
  ['in an address', `https://a.test/?key=${encodeURIComponent(VALUE)}`],
  ['in hexadecimal', Buffer.from(VALUE).toString('hex')],
  ['in base64', Buffer.from(VALUE).toString('base64')],
  ['in base64 of a longer text', Buffer.from(`a=1 ${VALUE} and so on`).toString('base64')],
  ['in base64 for addresses', Buffer.from(`token:${VALUE}`).toString('base64url')],
])('S1: a secret that is held is taken out %s', (_, text) => {
  const said = holding(VALUE).text(`it said ${text} at the end`)
  const decoded = (said.match(/[\w+/=-]{8,}/g) ?? []).map((word) => Buffer.from(word, 'base64').toString())
  expect([said, ...decoded].filter((one) => one.includes('battery'))).toEqual([])
  expect(said).toContain('[redacted]')
})

it('S1: each long line of a key is a secret by itself', () => {
  const lines = [
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj'.repeat(2),
    'AgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4'.repeat(2),
  ]
  const key = `-----BEGIN X-----\n${lines.join('\n')}\n-----END X-----`
  expect(holding(key).text(`tail: ${lines[1]}`)).toBe('tail: [redacted]')
})

it.each([
  ['of GitHub', TOKEN],
  ['of an installation', `ghs_${'a1B2c3D4e5F6'.repeat(3)}`],
  ['fine-grained', `github_pat_${'11ABCDEFG0'.repeat(7)}`],
  ['of a model', `sk-${'ant-api03-'}${'a1B2c3D4e5F6'.repeat(4)}`],
  ['of a cloud', `AKIA${'Z7QK4MNPL2XVWTR9'}`],
  ['of a cloud, named', `aws_secret_access_key = ${'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY'}`],
  ['of a chat', `xoxb-${'123456789012-abcdefABCDEF'}`],
  ['of a registry', `npm_${'a1B2c3D4e5F6'.repeat(3)}`],
  ['in a header', `authorization: Bearer ${'a1B2c3D4e5F6'.repeat(3)}`],
  ['signed', `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}.${'c2lnbmF0dXJlMTIz'}`],
  ['in an address', 'postgres://app:s3cr3tpassw0rd@db.internal.corp/app'],
  [
    'as a file',
    `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA'.repeat(8)}\n-----END RSA PRIVATE KEY-----`,
  ],
  ['as a file that was cut', `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjE'.repeat(5)}`],
])('S1: what has the shape of a secret is taken out: %s', (_, text) => {
  const said = createRedactor().text(`before ${text} after`)
  expect(said).toMatch(/^before .*\[redacted\]/s)
  expect(said).not.toMatch(/[\w/+-]{24,}|s3cr3t/)
})

it.each([
  'The commit 0123456789abcdef0123456789abcdef01234567 is fine.',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'mongodb://root:example@mongo:27017/ and AKIAIOSFODNN7EXAMPLE',
  'the task-management-of-everything and risk-assessment are basic authentication-methods',
  'https://user@host.test/path and git@github.com:acme/payments.git',
])('leaves alone what is no secret: %s', (text) => {
  expect(createRedactor().text(text)).toBe(text)
})

it('a value that is short enough to stand in any text is not held', () => {
  expect(holding('true', 'prod').text('true in prod')).toBe('true in prod')
})

it('for everybody, the paths of the machine are replaced too, in every text of a value', () => {
  const redactor = createRedactor([
    { path: '/srv/data', name: '<data>' },
    { path: '/srv', name: '<srv>' },
  ])
  const value = {
    detail: 'ENOENT: /srv/data/workspace/x, /srv/datasets and /srv',
    list: [{ [TOKEN]: 1 }],
    map: new Map([['a', TOKEN]]),
    bytes: Uint8Array.of(1),
    nothing: undefined,
  }
  expect(redactor.all(value)).toEqual({
    detail: 'ENOENT: <data>/workspace/x, <srv>/datasets and <srv>',
    list: [{ '[redacted]': 1 }],
    map: new Map([['a', '[redacted]']]),
    bytes: Uint8Array.of(1),
    nothing: undefined,
  })
})

it('S1: no spelling of a secret survives any surroundings, and a second time changes nothing', () => {
  const redactor = holding(VALUE, TOKEN)
  const spelled = fc.constantFrom(
    VALUE,
    TOKEN,
    encodeURIComponent(VALUE),
    JSON.stringify(VALUE),
    Buffer.from(VALUE).toString('hex'),
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), spelled)), (parts) => {
      const said = redactor.text(parts.join(' '))
      expect(said).not.toMatch(/battery|a1B2c3D4e5F6a1B2/)
      expect(redactor.text(said)).toBe(said)
    }),
  )
})

/** Counted in characters per step by doubling: a search that looks back would take four times as long for twice the text. */
it.each([
  '-----BEGIN PRIVATE KEY-----',
  'eyJ.',
  'eyJaaaaaaaaaaaa.eyJ',
  'ghp_a.',
  'sk-',
  '://a:',
  'Bearer ',
  'secret_access_key=',
  'xoxb-',
  'AccountKey=',
])('no text makes the search slow: %j again and again', (piece) => {
  const { text } = createRedactor()
  const timeOf = (length: number) => {
    const given = piece.repeat(Math.ceil(length / piece.length))
    const { user } = process.cpuUsage()
    text(given)
    return process.cpuUsage().user - user
  }
  timeOf(10_000)
  // A quadratic search would need minutes for this; the bound is a guard against hanging, not a measurement.
  expect(timeOf(1_000_000)).toBeLessThan(5_000_000)
})
