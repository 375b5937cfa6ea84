import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findSecrets } from '../../../../../src/adapters/analysis/content/secrets/find-secrets.ts'
import type { FileClass } from '../../../../../src/domain/judgement/measures.ts'
import { Settings } from '../../../../../src/domain/settings.ts'
import { secret } from '../../../../../src/stages/gates/findings.ts'
import { aCase } from '../../../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../../../builders/judgement/measures.ts'

const find = (text: string, fileClass: FileClass = 'source', path = 'src/a.js') =>
  findSecrets({
    path,
    class: fileClass,
    added: text.split('\n').map((line, at) => ({ line: at + 1, text: line })),
  })

const KEY = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

describe('V33: what everybody knows is no secret', () => {
  it.each([
    'AWS_ACCOUNT_ID=123456789012',
    'aws_account_id = "111122223333"',
    'const url = "mongodb://root:example@mongo:27017/"',
    'DATABASE_URL=postgres://postgres:postgres@db:5432/app',
    'https://user:password@proxy.corp/',
    'postgres://app:s3cr3tvalue@localhost:5432/app',
    `mysql://app:${'$'}{DB_PASSWORD}@db.corp/app`,
    'https://ann:l0ngv4lue@example.com/',
  ])('%s', async (text) => {
    expect(await find(text, 'test')).toEqual([])
  })

  it('a private key among tests and their data', async () => {
    expect(await find(KEY, 'fixture', 'test/fixtures/tls.pem')).toEqual([])
    expect(await find(KEY, 'source')).toHaveLength(1)
  })

  it.each([
    'AWS_ACCOUNT_ID=739201846512',
    'const url = "mongodb://root:h7Gf2kQz9@mongo.corp.io:27017/"',
    'https://deploy:h7Gf2kQz9@registry.corp.io/',
  ])('but %s is one, in a test too', async (text) => {
    expect(await find(text, 'test')).toHaveLength(1)
  })
})

describe('V33: the base may say in which paths there are none', () => {
  const finding = {
    category: 'security',
    rule: 'secret/privatekey',
    path: 'deploy/dev.key',
    line: 1,
    detail: '',
  } as const
  const measures = someMeasures({ findings: [finding] })
  const gates = (allowed: readonly string[]) => {
    const settings = Settings.parse({ gates: { secrets_allowed: allowed } })
    return secret.judge(aCase({ measures, settings }))
  }

  it('and nowhere else', () => {
    expect(gates([])).toHaveLength(1)
    expect(gates(['deploy/*.key'])).toEqual([])
    expect(gates(['src/**', 'DEPLOY/*.key'])).toHaveLength(1)
  })

  it.each(['secret/unread', 'secret/of-the-operator'])('but %s is not let through by that', (rule) => {
    const measures = someMeasures({ findings: [{ ...finding, rule }] })
    const settings = Settings.parse({ gates: { secrets_allowed: ['**'] } })
    expect(secret.judge(aCase({ measures, settings }))).toHaveLength(1)
  })
})
