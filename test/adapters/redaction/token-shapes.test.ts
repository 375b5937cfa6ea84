import { expect, it } from 'vitest'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'

/** Letters in a row that look like chance and are the same each time; put together here, so that no scanner takes this file for a leak. */
const some = (count: number, of = 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzCi') =>
  Array.from({ length: count }, (_, index) => of[(index * 17 + (index >> 3) * 5 + 3) % of.length]).join('')
const hex = (count: number) => some(count, '0123456789abcdef')
const capitals = (count: number) => some(count, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
const small = (count: number) => some(count, 'abcdefghijklmnopqrstuvwxyz0123456789')
const digits = (count: number) => some(count, '0123456789')
const url64 = (text: string) => Buffer.from(text).toString('base64url')

it.each([
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((kind) => `${kind}_${some(36)}`),
  `ghs_${url64('{"alg":"RS256"}')}.${url64('{"iss":"1","exp":123}')}.${some(80)}`,
  `v1.${hex(40)}`,
  ...['glpat', 'gldt', 'glrt', 'glffct'].map((kind) => `${kind}-${some(20)}`),
  `ATBB${some(32)}`,
  `ATATT3xFfGF0${some(170)}=ABCD1234`,
  `sk-svcacct-${some(100)}`,
  ...['tvly', 'csk', 'nvapi'].map((kind) => `${kind}-${some(48)}`),
  `lsv2_pt_${hex(32)}_${hex(10)}`,
  `AQ.Ab8RN6${some(45)}`,
  `ASIA${capitals(16)}`,
  `IQoJb3JpZ2luX2Vj${some(300)}`,
  `1//0${some(100)}`,
  `?sv=2022-11-02&sig=${some(43)}%3D`,
  `${some(3)}8Q~${some(34)}`,
  `HRKU-${some(60)}`,
  `fm2_${some(300)}`,
  ...['nfp', 'rnd', 'napi', 'fw', 'phx'].map((kind) => `${kind}_${some(40)}`),
  `sbp_${hex(40)}`,
  `pscale_tkn_${some(43)}`,
  `dp.pt.${some(43)}`,
  `hvs.${some(90)}`,
  `${some(14)}.atlasv1.${some(67)}`,
  `pul-${hex(40)}`,
  `oy2${small(43)}`,
  `AKCp${some(69)}`,
  `CLOJARS_${hex(60)}`,
  `discord.com/api/webhooks/${digits(18)}/${some(68)}`,
  `M${some(23)}.${some(6)}.${some(38)}`,
  `SK${hex(32)}`,
  `NRAK-${capitals(27)}`,
  `sntryu_${hex(64)}`,
  `sq0atp-${some(22)}`,
  `PMAK-${hex(24)}-${hex(34)}`,
  `bkua_${hex(40)}`,
  `CCIPAT_${some(22)}_${hex(40)}`,
  `sl.${some(130)}`,
  `pat${some(14)}.${hex(64)}`,
  `CFPAT-${some(43)}`,
  `${url64('{"alg":"dir","enc":"A256GCM"}')}..${some(16)}.${some(60)}.${some(22)}`,
  `https://${some(40)}@github.com/a/b`,
  `//registry.npmjs.org/:_authToken=${some(36)}`,
  `"auth": "${Buffer.from(`bob:${some(24)}`).toString('base64')}"`,
  `login bob password ${some(20)}`,
  `CLOUDFLARE_API_TOKEN=${some(40)}`,
  `"SecretAccessKey": "${some(40)}"`,
  `x-api-key: ${some(32)}`,
  `?api_key=${some(32)}`,
  `DB_PASSWORD='${some(20)}'`,
  `PrivateKey = ${some(43)}=`,
  `{"kty":"EC","d":"${some(43)}"}`,
])('S1: what has the shape of a secret is taken out: %s', (text) => {
  const said = createRedactor().text(`before ${text} after`)
  expect(said).toMatch(/^before .*\[redacted\].* after$/)
  expect(said.replaceAll('[redacted]', '').length).toBeLessThan('before  after'.length + 50)
  expect(said).not.toMatch(/\w{27}/)
})

const LINES = some(900).match(/.{64}/g) ?? []
const KEY = ['-----BEGIN RSA PRIVATE KEY-----', ...LINES, `${some(20)}=`, '-----END RSA PRIVATE KEY-----']
const behind = (margin: string) => KEY.map((line) => `${margin}${line}`).join('\n')

it.each([
  ['in a patch', behind('+')],
  ['in a patch that takes it away', behind('-')],
  ['in a quotation', behind('> ')],
  ['behind numbers of lines', behind('  12 | ')],
  ['in a comment', behind(' * ')],
  ['behind the time', behind('2026-01-01T00:00:00.0000000Z ')],
  ['as a list in JSON', JSON.stringify(KEY, null, 2)],
  ['as texts put together', KEY.map((line) => `  "${line}\\n" +`).join('\n')],
  ['on a page', KEY.join('<br>')],
  ['in an annotation', KEY.join('%0A')],
  ['with a password', KEY.join('\n').replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A\n\n')],
])('S1: a private key is taken out whole %s', (_, text) => {
  const said = createRedactor().text(`before\n${text}\nafter`)
  expect(said).toMatch(/^before\n[^\w]{0,5}[\d\s|T:.Z-]*"?\[redacted\].{0,8}(?:\n\])?\nafter$/s)
})

it.each([
  'ASIAPACIFICREGIONSXX and AROACHEDTHEFINALTEST',
  'Bearer word-1-is-not-a-token-at-all',
  'Bearer authentication-scheme-2-of-these, Basic usage-of-the-command-line-in-2024',
  'x://a:b@c and https://docs.acme.io/a:b@v2',
  'ssh://git@github.com/a/b and mailto:somebody-with-1-long-name@acme.io',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow
  'const password = getPassword(); token: ${{ secrets.GITHUB_TOKEN }}',
  'the secret: kubernetes.io/service-account, password: correct-horse-1-and-2-and-3',
  `-----BEGIN CERTIFICATE-----\n${LINES.join('\n')}\n-----END CERTIFICATE-----`,
  `integrity: sha512-${some(86)}==`,
])('leaves alone what is no secret: %s', (text) => {
  expect(createRedactor().text(text)).toBe(text)
})
