import { afterEach, expect, it, vi } from 'vitest'
import { secretsOfProcess, secretsOfToolchains } from '../../../src/adapters/redaction/secrets-of-process.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['postgres://app:horse-battery@db/app', 'horse-battery'],
  ['postgres://app:horse%2Fbattery@db/app', 'horse/battery'],
  ['postgres://app:horse%zzbattery@db/app', 'horse%zzbattery'],
  ['postgres://app:horse battery/x@y@db:port/app', 'horse battery/x@y'],
])('T13: the password of a database is a secret, however its address is written: %s', (address, password) => {
  expect(secretsOfProcess({ DATABASE_URL: address })).toEqual(expect.arrayContaining([address, password]))
})

it('S1: what a setting is set to is no secret, but a login in it, and what any other variable holds', () => {
  const environment = {
    NODE_ENV: 'production-mode',
    LC_ALL: 'en_US.UTF-8',
    HTTPS_PROXY: 'http://me:horse-battery@proxy:3128',
    DEPLOY_TOKEN: 'token-of-deploy',
    ANYTHING: 'correct-horse-battery-staple',
  }
  const toolchain = { ...shellToolchain('true'), environment: Object.keys(environment) }
  const secrets = new Set(secretsOfToolchains([toolchain], environment))
  expect(secrets).toEqual(new Set(['horse-battery', environment.DEPLOY_TOKEN, environment.ANYTHING]))
})

it('T13: what a proxy asks for is a secret, and so is the key of a provider by whatever name', () => {
  vi.stubEnv('HTTPS_PROXY', 'http://me:horse-battery@proxy:3128')
  expect(secretsOfProcess({})).toContain('horse-battery')
  const provider = { base_url: 'https://model.example', key: 'ANY_NAME', header: 'authorization' as const }
  const toolchain = { ...shellToolchain('true'), provider: { ...provider, token: 'OTHER_NAME' } }
  const environment = { ANY_NAME: 'correct-horse', OTHER_NAME: 'battery-staple' }
  expect(secretsOfToolchains([toolchain], environment)).toEqual(['correct-horse', 'battery-staple'])
})
