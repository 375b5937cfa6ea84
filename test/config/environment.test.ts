import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { EnvironmentError, readEnvironment } from '../../src/config/environment.ts'

const key = generateKeyPairSync('rsa', {
  modulusLength: 1_024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey.trim()
const complete = { APP_ID: '12', PRIVATE_KEY: key, WEBHOOK_SECRET: '0123456789abcdef0123' }

describe('readEnvironment', () => {
  it('fills in the defaults', () => {
    expect(readEnvironment(complete)).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      APP_ID: 12,
      GITHUB_API_URL: 'https://api.github.com',
      DATA_DIR: '.data',
      TOOLCHAINS_FILE: 'toolchains.yml',
      SPECULATE_ATTEMPTS: 4,
      SPECULATE_SWEEP_SECONDS: 60,
      LOG_LEVEL: 'info',
      SPECULATE_HOST_IS_DISPOSABLE: false,
    })
  })

  it('treats empty variables as unset, as a copied .env.example has them', () => {
    expect(readEnvironment({ ...complete, DATABASE_URL: '', PORT: ' ', PRIVATE_KEY_PATH: '' })).toMatchObject(
      {
        PORT: 3000,
      },
    )
  })

  it('takes the key as text, with written-out line ends, in base64 and from a file', () => {
    const forms = [
      { PRIVATE_KEY: key.replaceAll('\n', '\\n') },
      { PRIVATE_KEY: Buffer.from(key).toString('base64') },
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: 'app.pem' },
    ]
    for (const form of forms) {
      expect(readEnvironment({ ...complete, ...form }, () => `${key}\n`).PRIVATE_KEY).toBe(key)
    }
  })

  it('tells everything that is wrong at once, and what to do', () => {
    const broken = {
      PORT: 'x',
      APP_ID: '0',
      PRIVATE_KEY: 'hello',
      WEBHOOK_SECRET: 'short',
      GITHUB_API_URL: 'http://github.example',
      DATABASE_URL: 'mysql://a',
      LOG_LEVEL: 'loud',
      SPECULATE_HOST_IS_DISPOSABLE: 'perhaps',
    }
    const names = problemsOf(broken).map((problem) => problem.split(' ', 1)[0])
    expect(names).toEqual(Object.keys(broken))
    expect(problemsOf({})).toEqual([
      expect.stringMatching(/^APP_ID is missing; .*settings page/),
      expect.stringMatching(/^PRIVATE_KEY or PRIVATE_KEY_PATH is missing; generate/),
      expect.stringMatching(/^WEBHOOK_SECRET is missing; choose one/),
    ])
  })

  it.each(['development', 'Development-secret-123', '', 'fifteen-letters'])(
    'refuses the guessable secret "%s"',
    (WEBHOOK_SECRET) => {
      expect(problemsOf({ ...complete, WEBHOOK_SECRET })).toHaveLength(1)
    },
  )

  it('never repeats a value that may be secret', () => {
    const text = problemsOf({
      ...complete,
      PRIVATE_KEY: 'canary-key',
      WEBHOOK_SECRET: 'canary',
      WEBHOOK_SECRET_OLD: 'canary',
    }).join()
    expect(text).not.toContain('canary')
  })

  it('needs for each role what that role uses', () => {
    const { WEBHOOK_SECRET: _, ...app } = complete
    const DATABASE_URL = 'postgres://localhost/speculate'
    expect(readEnvironment({ ...app, DATABASE_URL, SPECULATE_ROLE: 'worker' }).SPECULATE_ROLE).toBe('worker')
    expect(readEnvironment({ ...complete, DATABASE_URL, SPECULATE_ROLE: 'web' }).SPECULATE_ROLE).toBe('web')
    expect(problemsOf({ ...app, DATABASE_URL, SPECULATE_ROLE: 'web' })).toEqual([
      expect.stringContaining('WEBHOOK_SECRET is missing'),
    ])
    expect(problemsOf({ ...complete, SPECULATE_ROLE: 'both' })).toEqual([
      'SPECULATE_ROLE must be one of all, web, worker',
    ])
  })

  it.each(['web', 'worker'])(
    'refuses a %s on the embedded database, and says what to do',
    (SPECULATE_ROLE) => {
      expect(problemsOf({ ...complete, SPECULATE_ROLE })).toEqual([
        expect.stringMatching(
          /^DATABASE_URL is missing; a process of the role "\w+" shares .* set the address of a Postgres, or start one/,
        ),
      ])
    },
  )

  it('names a key file that cannot be read, and refuses two keys', () => {
    const path = { ...complete, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere/app.pem' }
    expect(problemsOf(path)).toEqual(['PRIVATE_KEY_PATH names a file that cannot be read: /nowhere/app.pem'])
    expect(problemsOf({ ...complete, PRIVATE_KEY_PATH: 'app.pem' })).toHaveLength(1)
  })
})

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment(env)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
  throw new Error('expected an EnvironmentError')
}
