import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findSecrets } from '../../../../../src/adapters/analysis/content/secrets/find-secrets.ts'
import { isAllowedValue } from '../../../../../src/adapters/analysis/content/secrets/is-allowed-value.ts'
import { Settings } from '../../../../../src/domain/settings.ts'

const sha256 = (value: string) => `sha256:${createHash('sha256').update(value).digest('hex')}`
/** In two parts, so that no scanner takes this file for a leak. */
const TOKEN = ['ghp_', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('')
const LOGIN = ['postgres://app:', 'k3vJx9pQ@db.internal.io/app'].join('')
const find = (line: string, allowedValues: readonly string[]) =>
  findSecrets({ path: 'src/a.js', added: [{ line: 1, text: line }], allowedValues })

describe('V33: what the base says is no secret', () => {
  it.each([
    ['the value', [TOKEN]],
    ['its SHA-256', [sha256(TOKEN)]],
  ])('is told by %s', async (_, allowed) => {
    expect(await find(`const token = "${TOKEN}"`, [])).toHaveLength(1)
    expect(await find(`const token = "${TOKEN}"`, allowed)).toEqual([])
  })

  it('is no part of another one', async () => {
    expect(await find(`const token = "${TOKEN}"`, [TOKEN.slice(0, 20), sha256('other')])).toHaveLength(1)
  })

  it('may be an address with its password', async () => {
    expect(await find(`url = ${LOGIN}`, [])).toHaveLength(1)
    expect(await find(`url = ${LOGIN}`, [LOGIN])).toEqual([])
  })

  it('may go over several lines, however they end', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----'
    expect(isAllowedValue(key.replaceAll('\n', '\r\n'), [sha256(key)])).toBe(true)
    expect(isAllowedValue(key, [])).toBe(false)
  })

  it('is set in two ways', () => {
    const values = [TOKEN, sha256(TOKEN)]
    expect(Settings.parse({ gates: { secret_values_allowed: values } }).gates.secret_values_allowed).toEqual(
      values,
    )
    expect(Settings.safeParse({ gates: { secret_values_allowed: ['a'] } }).success).toBe(false)
  })

  it.each([
    ['Stripe', ['sk_test_4eC39HqLyjWDarjt', 'T1zdp7dc']],
    ['GitHub', ['gho_16C7e42F292c6912E7710c83', '8347Ae178B4a']],
    ['SendGrid', ['SG.ngeVfQFYQlKU0ufo8x5d1A.', 'TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr']],
    ['Slack', ['https://hooks.slack.com/services/T00000000/B00000000/', 'XXXXXXXXXXXXXXXXXXXXXXXX']],
    ['one sign alone', ['ghp_', 'x'.repeat(36)]],
  ])('is what the documentation of %s shows', async (_, parts) => {
    expect(await find(`const a = "${parts.join('')}"`, [])).toEqual([])
  })
})
