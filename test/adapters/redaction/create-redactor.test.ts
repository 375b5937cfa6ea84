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

it('S1: however many tokens installations are given, what the server was started with is held, and so are the last of them', () => {
  const redactor = holding(VALUE)
  const tokens = Array.from({ length: 600 }, (_, index) => `${'xq7Zp2vK'.repeat(2)}${1_000 + index}`)
  for (const token of tokens) redactor.holdToken(token)
  expect(redactor.text(`${VALUE} and ${tokens.at(-1)}`)).toBe('[redacted] and [redacted]')
})

const lineOf = (columns: number) => new RegExp(`.{${columns}}`, 'g')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const asEach = (as: (code: number) => string) => Array.from(VALUE, (one) => as(one.charCodeAt(0))).join('')
const hexOf = (code: number, length: number) => code.toString(16).padStart(length, '0')

it.each([
  ['in capitals', VALUE.toUpperCase()],
  ['over two lines', VALUE.replace('battery', 'bat\n    tery')],
  ['over two lines of a log', VALUE.replace('battery', 'bat\r\n2026-01-01T00:00:00.0000000Z tery')],
  ['over two lines of a text in JSON', JSON.stringify(VALUE.replace('battery', 'bat\ntery'))],
  ['with what has no width in between', [...VALUE].join('\u200b')],
  ['with a colour in between', VALUE.replace('battery', 'bat\u001b[31mtery')],
  ['in base64 of base64', base64(base64(`x${VALUE}`))],
  ['in base64 with lines of 76', base64('before '.repeat(8) + VALUE).replace(lineOf(76), '$&\r\n')],
  ['escaped for an address twice', encodeURIComponent(encodeURIComponent(VALUE))],
  ['escaped for a form', new URLSearchParams({ VALUE }).toString()],
  ['escaped for an address in every letter', asEach((code) => `%${hexOf(code, 2)}`)],
  ['in HTML', VALUE.replaceAll('"', '&quot;').replaceAll('-', '&#45;')],
  ['in HTML in every letter', asEach((code) => `&#x${hexOf(code, 1)};`)],
  ['in JSON of JSON', JSON.stringify(JSON.stringify({ VALUE }))],
  ['in JSON in every letter', asEach((code) => `\\u${hexOf(code, 4)}`)],
  ['in Markdown', VALUE.replaceAll('+', '\\+')],
])('S1: a secret that is held is taken out whole %s', async (_, text) => {
  const redactor = holding(VALUE)
  expect(await redactor.isHeldIn(text)).toBe(true)
  expect(await redactor.isHeldIn(`${' '.repeat(65_530)}${text}`)).toBe(true)
  expect(await redactor.isHeldIn(text.slice(0, 3).repeat(50_000))).toBe(false)
  const said = redactor.text(`it said ${text} at the end`)
  expect(said).toMatch(/^it said .*\[redacted\].* at the end$/s)
  expect(said).not.toMatch(
    /correct|battery|staple|(?:.\u200b){3}|(?:%\w\w){3}|(?:&#\w+;){3}|(?:u00..){3}|\w{78}/i,
  )
  expect(redactor.text(said)).toBe(said)
})

it.each([
  ['after the end of a line in JSON', JSON.stringify({ message: `failed:\n${TOKEN}` })],
  ['with what has no width in between', [...TOKEN].join('\u200b')],
  ['in base64', base64(`token: ${TOKEN}`)],
  ['in base64 of base64', base64(base64(`token: ${TOKEN}`))],
  ['in HTML', TOKEN.replaceAll('_', '&#95;')],
  ['in Markdown', TOKEN.replaceAll('_', '\\_')],
])('S1: what has the shape of a secret is taken out %s', (_, text) => {
  const said = createRedactor().text(`it said ${text} at the end`)
  expect(said).toMatch(/^it said .*\[redacted\].* at the end$/s)
  expect(said).not.toMatch(/a1B2c3|(?:.\u200b){3}|\w{30}/)
})

it.each([
  ['as it is', (secret: string) => secret],
  ['in capitals', (secret: string) => secret.toUpperCase()],
  ['in hexadecimal', (secret: string) => Buffer.from(secret).toString('hex')],
  ['in base64', base64],
  ['in base64 of a longer text', (secret: string) => base64(`a=${secret}`)],
])('S1: a secret of too few letters to be known by them alone is taken out %s', (_, spelling) => {
  const secret = ['zukunft', '-morgen'].join('')
  expect(holding(secret).text(`it said ${spelling(secret)}!`)).toContain('[redacted]')
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
  ['of a model, for a project', `sk-proj-${'a1B2-c3D4e5F6_g7H8i9'.repeat(4)}`],
  ['of a model, by numbers', `sk-or-v1-${'0123456789abcdef'.repeat(4)}`],
  ['of a model, without a word', `sk-${'0f1e2d3c4b5a6978'.repeat(2)}`],
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
  'speculate/sk-1234-fix-the-login-flow, locale/sk-SK-translations-2024.json',
  'hf_transformersModelRepositoryName(), figd_component_library_of_the_whole_company',
  'pypi-publish-action-with-a-very-long-name-that-goes-on-and-on-1',
  'https://user@host.test/path and git@github.com:acme/payments.git',
  String.raw`C:\new\users, "\n%20&amp;&#x40;\u0041" and 100%25`,
  'one\n  two\r\n> three \u200bfour',
  `${'src/adapters/redaction/create/'.repeat(4)}\n${'c2F5cyBub3RoaW5n'.repeat(4)}`,
])('leaves alone what is no secret: %s', (text) => {
  expect(createRedactor().text(text)).toBe(text)
})

it('a value that is short or common enough to stand in any text is not held', () => {
  const texts = 'true in prod; the password of postgres is changeme, as .github/speculate.yml says'
  expect(holding('true', 'prod', 'password', 'postgres', 'changeme', 'speculate').text(texts)).toBe(texts)
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

it('what names something on the forge is left as it is, and found again by it', () => {
  const names = { owner: 'acme', repo: 'payments', branch: 'payments/1', marker: '<!-- payments -->' }
  const value = { issue: names, title: 'in payments', branch: { title: 'payments' } }
  const expected = { issue: names, title: 'in [redacted]', branch: { title: '[redacted]' } }
  expect(holding('payments').all(value)).toEqual(expected)
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
  '\\\\',
  '%25',
  '&#1',
  '\n ',
  'a\u200b',
  `${'A'.repeat(76)}\n`,
  'SGVsbG8gd29y',
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

it('S4: much is redacted as little is, and others have their turn in between', async () => {
  const redactor = createRedactor()
  redactor.hold('a-secret-of-the-operator')
  const words = 'words before a-secret-of-the-operator and after. '.repeat(400)
  const facts = { comments: Array.from({ length: 20 }, (_, at) => ({ body: `${at} ${words}` })) }
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const redacted = await redactor.allInTurns(facts)
  isOver = true
  expect(redacted).toEqual(redactor.all(facts))
  expect(turns).toBeGreaterThan(10)
})
