import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountOfClone } from '../../../src/commands/own-settings/account-of-clone.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { runHere } from '../run-here.ts'
import { type Adder, createAdder, RIGHT } from '../try/adder.ts'

const WORKFLOW = `on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: npm test }] }
  lint: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: node --check src/add.js }] }
`
const WHERE = 'settings of the account, which act where the App is installed on its repository .github: '

let stage: EmbeddedStage
let adder: Adder
beforeEach(async () => {
  stage = await startEmbeddedStage()
  adder = await createAdder()
})
afterEach(async () => {
  await adder.remove()
  await stage.close()
})

/** The adder as a clone from the stage's GitHub, whose account says this. */
async function cloned(settings: string | undefined, files: Readonly<Record<string, string>> = {}) {
  await adder.commit({ '.github/workflows/ci.yml': WORKFLOW, ...files })
  await execa('git', ['remote', 'add', 'origin', `${stage.github.url}/acme/payments.git`], {
    cwd: adder.repository,
  })
  if (settings !== undefined)
    await stage.github.admin.createRepository({
      ...{ owner: 'acme', name: '.github' },
      source: { files: { '.github/speculate.yml': settings } },
    })
  const { token } = await stage.github.admin.createUser('maya')
  return { GITHUB_API_URL: stage.github.apiUrl, GITHUB_TOKEN: token, GH_TOKEN: '' }
}

const contract = (env: Readonly<Record<string, string>>) =>
  runHere(['contract', '--repo', adder.repository, '--json'], { env })

describe('settings of the account, for a clone of a repository on GitHub', () => {
  it('decide what judges where the repository does not say it, and are named', async () => {
    const env = await cloned('verifier: { checks: [lint] }\n')
    const { stdout, stderr } = await contract(env)
    expect(JSON.parse(stdout).checks).toEqual(['lint'])
    expect(stderr).toBe(`${WHERE}.github/speculate.yml of acme/.github also says: verifier.checks`)
  })

  it('go behind what the repository says itself', async () => {
    const own = { '.github/speculate.yml': 'verifier: { checks: [test] }\n' }
    const { stdout, stderr } = await contract(await cloned('verifier: { checks: [lint] }\n', own))
    expect(JSON.parse(stdout).checks).toEqual(['test'])
    expect(stderr).toBe(`${WHERE}nothing acts of what acme/.github says`)
  })

  it('are not asked for without a token, which is said', async () => {
    const env = await cloned('verifier: { checks: [lint] }\n')
    const { stdout, stderr } = await contract({ ...env, GITHUB_TOKEN: '' })
    expect(JSON.parse(stdout).checks).toEqual(['test', 'lint'])
    expect(stderr).toBe(`${WHERE}acme/.github was not looked at; with GITHUB_TOKEN in the environment it is`)
  })

  it('are missing, or cannot be read, and neither is in the way', async () => {
    const env = await cloned(undefined)
    expect((await contract(env)).stderr).toBe(`${WHERE}acme/.github has none`)
    const { exitCode, stderr } = await contract({ ...env, GITHUB_TOKEN: 'ghp_wrong' })
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^settings of the account, .*: acme\/\.github could not be read \(.*\)$/)
  })

  it('refuse with their mistakes, as the App does', async () => {
    const { exitCode, stderr } = await contract(await cloned('verifer: {}\n'))
    expect(exitCode).toBe(2)
    expect(stderr).toContain('.github/speculate.yml of acme/.github:1: unknown key "verifer"')
  })

  it('act in a run of `try` as they do in the App', async () => {
    const env = await cloned('candidates: [{ id: of-the-account, strategy: "Mend it." }]\n')
    const agents = { right: `cat > src/add.js <<'END'\n${RIGHT}END` }
    const options = ['--verify', 'npm test', '--unconfined', '--no-proof', '--json']
    const { exitCode, stdout } = await adder.tryScriptsHere(agents, options, env)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('"of-the-account"')
  })
})

describe('the repository on GitHub that a clone is of', () => {
  const of = (origin: string, apiUrl = 'https://api.github.com') =>
    accountOfClone(async () => ({ ok: true, stdout: origin, stderr: '' }), { GITHUB_API_URL: apiUrl })

  it.each([
    'https://github.com/acme/payments.git',
    'https://x:secret@github.com/acme/payments/',
    'git@github.com:acme/payments.git',
    'ssh://git@github.com/acme/payments',
  ])('is seen from %s', async (origin) => {
    expect(await of(origin)).toEqual({
      repository: { owner: 'acme', repo: 'payments' },
      settings: { kind: 'not asked' },
    })
  })

  it('is seen on an Enterprise server', async () => {
    const own = 'https://git.example.com/api/v3'
    expect((await of('git@git.example.com:acme/payments.git', own))?.repository.owner).toBe('acme')
    expect(await of('git@github.com:acme/payments.git', own)).toBeUndefined()
  })

  it.each([
    '/srv/payments',
    'file:///github.com/acme/payments',
    'https://github.com.example.org/acme/payments',
    'https://gitlab.com/acme/payments',
    'https://github.com/acme',
    'https://github.com/acme/.github',
    'https://github.com/acme/payments/../../x',
    '',
  ])('is none from %j', async (origin) => {
    expect(await of(origin)).toBeUndefined()
  })
})
