import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { aServersFolder, examined, type Told } from './a-doctor.ts'

let stage: EmbeddedStage

beforeAll(async () => {
  stage = await startEmbeddedStage({ webhookUrl: 'http://127.0.0.1:1/hook' })
})
afterAll(() => stage.close())

async function told(repository = 'acme/payments', toolchains = '') {
  const folder = await aServersFolder(stage)
  if (toolchains !== '') await writeFile(join(folder.cwd, 'toolchains.yml'), toolchains)
  const { exitCode, told } = await examined(folder, repository, '--no-delivery')
  const of = (name: string): readonly Told[] =>
    told.filter((one) => one.of === name && 'part' in one && one.part === repository)
  return { exitCode, of }
}

const WORKFLOW = `on:
  pull_request:
    paths: ['src/**']
permissions: { contents: read }
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
  lint:
    if: github.event.pull_request.draft == false
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm run lint
        env: { TOKEN: '\${{ secrets.LINT_TOKEN }}' }
  other:
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
`
const SETTINGS = `verifier:
  checks:
    - test
    - lint
    - { name: gone, workflow: .github/workflows/gone.yml }
    - external
    - Test
toolchains: [codex]
triage: { toolchain: weigher }
proof: true
`

describe('speculate doctor OWNER/REPO', () => {
  it('says that nothing judges, and what could', async () => {
    await stage.commitToMain('.github/workflows/ci.yml', WORKFLOW)
    await stage.commitToMain(
      'package.json',
      '{ "scripts": { "test": "node --test", "lint": "node lint.js" } }',
    )
    await stage.commitToMain('package-lock.json', '{}')
    const { exitCode, of } = await told()
    expect(exitCode).toBe(1)
    expect(of('repository')).toMatchObject([{ status: 'ok' }])
    expect(of('contract')).toMatchObject([
      { status: 'fail', next: expect.stringContaining('Its workflows run: "test", "lint", "other".') },
    ])
    expect(of('set-up')).toMatchObject([
      { status: 'warn', next: expect.stringContaining('setup: ["npm ci"]') },
    ])
  })

  it('says of each check whether it can judge a draft, and what its workflow gives away', async () => {
    await stage.commitToMain('.github/speculate.yml', SETTINGS)
    const { exitCode, of } = await told()
    expect(exitCode).toBe(1)
    expect(of('contract')).toMatchObject([{ status: 'ok', says: expect.stringContaining('5 checks') }])
    expect(of('check test')).toMatchObject([
      { status: 'warn', says: expect.stringContaining('`ci.yml` runs only for `src/**`') },
      { status: 'ok', says: expect.stringContaining('"node --test"') },
    ])
    expect(of('check lint')).toContainEqual(
      expect.objectContaining({ status: 'fail', says: expect.stringContaining('line 12') }),
    )
    expect(of('check gone')).toMatchObject([
      { status: 'fail', says: expect.stringContaining('is not on the branch') },
    ])
    expect(of('check Test')).toMatchObject([
      { status: 'warn', next: expect.stringContaining('Did you mean "test"?') },
    ])
    expect(of('check external')).toMatchObject([{ status: 'warn', next: expect.stringContaining('app_id') }])
    expect(of('.github/workflows/ci.yml:17')).toMatchObject([
      { status: 'warn', says: expect.stringContaining('LINT_TOKEN') },
    ])
    expect(of('toolchains')).toMatchObject([
      { status: 'warn', says: expect.stringContaining('codex and weigher') },
    ])
    expect(of('proof')).toMatchObject([{ status: 'ok', says: expect.stringContaining('node:test') }])
  })

  it('says that a workflow of the repository is asked for nothing but candidates', async () => {
    const settings =
      'toolchains: [remote]\nplanner: remote\ntriage: { toolchain: remote }\nproof: { distinguish: remote }\n'
    await stage.commitToMain('.github/speculate.yml', settings)
    const remote = 'toolchains: { remote: { kind: workflow, workflow: agent.yml } }\n'
    const { of } = await told('acme/payments', remote)
    expect(of('toolchains').map(({ status, says }) => `${status}: ${says}`)).toEqual([
      'warn: `planner` names remote, a workflow of the repository, which writes candidates and answers no questions',
      'warn: `triage` names remote, a workflow of the repository, which writes candidates and answers no questions',
      'warn: `proof.distinguish` names remote, a workflow of the repository, which writes candidates and answers no questions',
    ])
  })

  it('says what becomes of pull requests where the branch requires the check of the App', async () => {
    expect((await told()).of('check speculate')).toEqual([])
    const name = { owner: 'acme', name: 'payments' }
    const checks = [{ context: 'speculate', integrationId: null }]
    await stage.github.admin.setRuleset(name, { name: 'own', branches: ['main'], checks })
    expect((await told()).of('check speculate')).toMatchObject([
      { status: 'warn', next: expect.stringContaining('check_run.losers: failure') },
    ])
    await stage.commitToMain('.github/speculate.yml', `${SETTINGS}check_run:\n  losers: failure\n`)
    expect((await told()).of('check speculate')).toMatchObject([{ status: 'ok' }])
    await stage.github.admin.setRuleset(name, { name: 'own', branches: ['main'], checks: [] })
  })

  it('says whether the field of projects that its settings name can be read', async () => {
    expect((await told()).of('estimates')).toEqual([])
    const field = 'speculation:\n  auto_trigger:\n    estimate_field: Estimate\n'
    await stage.commitToMain('.github/speculate.yml', `${SETTINGS}${field}`)
    expect((await told()).of('estimates')).toMatchObject([
      { status: 'warn', next: expect.stringContaining('Projects to read-only') },
    ])
    const { permissions } = stage.github.state.installations[0] ?? expect.unreachable('not installed')
    const { appId } = stage.credentials
    const more = { ...permissions, organization_projects: 'read' } as const
    await stage.github.admin.setPermissions(appId, 'acme', more)
    expect((await told()).of('estimates')).toMatchObject([{ status: 'ok' }])
    await stage.github.admin.setPermissions(appId, 'acme', permissions)
  })

  it('names each mistake in its settings', async () => {
    await stage.commitToMain('.github/speculate.yml', 'verifer: {}\n')
    const { of } = await told()
    expect(of('settings')).toMatchObject([
      {
        status: 'fail',
        says: '.github/speculate.yml:1: unknown key "verifer"; did you mean "verifier"?',
      },
    ])
  })

  it('says that the App is not installed there, and takes no name that is none', async () => {
    const { exitCode, of } = await told('acme/elsewhere')
    expect(exitCode).toBe(1)
    expect(of('repository')).toMatchObject([
      { status: 'fail', says: expect.stringContaining('not installed on acme/elsewhere') },
    ])
    await expect(told('nothing')).rejects.toThrow('nothing is not a repository')
  })
})
