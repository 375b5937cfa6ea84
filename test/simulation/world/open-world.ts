import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedGitHubInProcess, openEmbeddedGitHub } from '@speculate-dev/embedded-github'
import { parse } from 'yaml'
import type { AppCredentials } from '../../../src/adapters/github/connection/app/create-app-client.ts'
import { createPerson, OWNER, type Person, REPOSITORY } from '../people/people.ts'
import { appTokens, privateKey } from './app-tokens.ts'

const URL_OF_GITHUB = 'http://github.test'
const HOOK = 'http://speculate.test/api/github/webhooks'
const FILES = {
  'README.md': '# Adder\n',
  'src/add.js': 'export function add(a, b) { return a - b }\n',
  '.github/workflows/ci.yml': `name: ci
on: pull_request
jobs:
  lint: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }
  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }
`,
}

export interface GitHubOfWorld {
  readonly github: EmbeddedGitHubInProcess
  readonly credentials: AppCredentials
  /** Has write access. */
  readonly maintainer: Person
  /** Writes objects as a push of the app's does. */
  readonly pusher: Person
  close(): Promise<void>
}

type Options = Parameters<typeof openEmbeddedGitHub>[0]
type Given = Required<Pick<Options, 'send' | 'clock'>> & Pick<Options, 'runner' | 'secondaryLimits'>

/** A GitHub with one repository on which the App is installed; its objects lie in memory where the machine has a folder for that. */
export async function openGitHub(given: Given, settings: string): Promise<GitHubOfWorld> {
  const dataDir = await mkdtemp(join(inMemory() ?? tmpdir(), 'speculate-simulation-'))
  const github = await openEmbeddedGitHub({ ...given, dataDir, persist: false }, URL_OF_GITHUB)
  const { admin } = github
  const owner = await admin.createUser(OWNER)
  const maya = await admin.createUser('maya')
  const name = { owner: OWNER, name: REPOSITORY.repo }
  const files = { ...FILES, '.github/speculate.yml': settings }
  await admin.createRepository({ ...name, source: { files } })
  await admin.setCollaborator(name, 'maya', 'write')
  const manifest = parse(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8'))
  const app = await admin.registerApp({
    ...{ slug: 'speculate', owner: OWNER, privateKey, webhookUrl: HOOK, webhookSecret: 'not looked at here' },
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  })
  await admin.installApp(app.id, OWNER, [REPOSITORY.repo])
  return {
    github,
    credentials: appTokens(app.id, given.clock.now),
    maintainer: createPerson(github, maya.token),
    pusher: createPerson(github, owner.token),
    // What is under way is left: its time never comes.
    close: () => rm(dataDir, { recursive: true, force: true }),
  }
}

function inMemory(): string | undefined {
  return process.platform === 'linux' ? '/dev/shm' : undefined
}
