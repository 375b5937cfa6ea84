import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ONBOARDING_BRANCH } from '../../src/adapters/github/onboarding/onboarding.ts'
import { parseSettings } from '../../src/config/repository.ts'
import { SETTINGS_FILE } from '../../src/domain/settings-file.ts'
import { createOnboard } from '../../src/worker/onboard.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const CI =
  'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: npm test }] }\n'

let stage: EmbeddedStage
let store: ReturnType<typeof createMemoryStore>
let logged: string[]
beforeEach(async () => {
  stage = await startEmbeddedStage()
  store = createMemoryStore()
  logged = []
})
afterEach(() => stage.close())

/** As each new process has it. */
const onboard = () =>
  createOnboard({ store, installations: stage.installations, log: (message) => void logged.push(message) })()

const ours = (name = stage.repository.repo) =>
  stage.github.state.repositories
    .find((one) => one.name === name)
    ?.issues.filter(isPullRequest)
    .filter(({ pull }) => pull.head.ref === ONBOARDING_BRANCH) ?? []

const proposedFile = async () => {
  const forge = await stage.installations.forgeFor(stage.repository)
  return forge.readTextFile(stage.repository, ours()[0]?.pull.head.sha ?? '', SETTINGS_FILE, 10_000)
}

it('a repository that is new is proposed settings that name its checks, ready to be read, once', async () => {
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await onboard()
  await onboard()
  const [pull, ...more] = ours()
  expect(more).toEqual([])
  expect(pull?.pull.draft).toBe(false)
  expect(pull?.body).toContain('`test`')
  const settings = parseSettings(await proposedFile())
  expect(settings.ok && settings.value.verifier.checks).toEqual([{ name: 'test' }])
  expect(logged).toEqual([`onboarding of acme/payments: #${pull?.number} proposes its settings`])
})

it('one that was closed is not opened again, not even by an App that has lost its database', async () => {
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await onboard()
  const number = ours()[0]?.number ?? expect.unreachable('nothing was proposed')
  await stage.closeAs('maya', number)
  store = createMemoryStore()
  await onboard()
  expect(ours().map(({ state }) => state)).toEqual(['closed'])
})

it.each([
  [
    'has settings',
    [
      ['.github/workflows/ci.yml', CI],
      [SETTINGS_FILE, 'verifier: {}\n'],
    ],
  ],
  ['has no check', []],
] as const)('a repository that %s is left alone', async (_, files) => {
  for (const [path, text] of files) await stage.commitToMain(path, text)
  await onboard()
  expect(ours()).toEqual([])
  expect(logged).toEqual([])
})

it('a branch of that name that somebody else has is never moved', async () => {
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  const theirs = await stage.push(ONBOARDING_BRANCH, 'a.txt', 'mine\n')
  await onboard()
  expect(ours()).toEqual([])
  const forge = await stage.installations.forgeFor(stage.repository)
  expect(await forge.baseNow(stage.repository, { branch: ONBOARDING_BRANCH, commit: theirs })).toBe('same')
})

it('what its checks said of the last merged pull requests is shown', async () => {
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.report(await stage.push('theirs', 'a.txt', 'a\n'), {
    ...{ kind: 'status', name: 'test', conclusion: 'success' },
  })
  const number = await stage.openPullRequest('theirs')
  const { token } = await stage.github.admin.createUser('maya')
  await new Octokit({ auth: token, baseUrl: stage.github.apiUrl }).pulls.merge({
    ...{ ...stage.repository, pull_number: number },
  })
  await onboard()
  expect(ours()[0]?.body).toContain(`| #${number} \`Mine\` | ✓ passed |`)
})

it('of many repositories an owner has five pull requests open at a time, and the next one once one is closed', async () => {
  const { admin } = stage.github
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  const names = ['b', 'c', 'd', 'e', 'f', 'g']
  const directory = await temporaryFolder()
  await mkdir(join(directory, '.github/workflows'), { recursive: true })
  await writeFile(join(directory, '.github/workflows/ci.yml'), CI)
  for (const name of names) await admin.createRepository({ owner: 'acme', name, source: { directory } })
  await admin.installApp(stage.credentials.appId, 'acme', [stage.repository.repo, ...names])
  const openNow = () => [stage.repository.repo, ...names].filter((name) => ours(name)[0]?.state === 'open')
  await onboard()
  expect(openNow()).toHaveLength(5)
  await onboard()
  expect(openNow()).toHaveLength(5)
  await stage.closeAs('maya', ours()[0]?.number ?? 0)
  await onboard()
  expect(openNow()).toHaveLength(5)
  expect(openNow()).not.toContain(stage.repository.repo)
})
