import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import type { RunnerFactory } from '@speculate-dev/embedded-github'
import {
  type EmbeddedGitHub,
  type EmbeddedGitHubOptions,
  startEmbeddedGitHub,
} from '@speculate-dev/embedded-github'
import type { Clock } from '@speculate-dev/system'
import { parse } from 'yaml'
import type { AppCredentials } from '../../src/adapters/github/connection/app/create-app-client.ts'
import {
  createInstallations,
  type Installations,
} from '../../src/adapters/github/connection/installations/installations.ts'
import type { SentRequest } from '../../src/adapters/github/connection/sending/create-octokit.ts'
import { credentials as made } from '../adapters/github/app-key.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import type { ForgeStage } from './forge.ts'

export interface EmbeddedStage extends ForgeStage {
  readonly github: EmbeddedGitHub
  readonly credentials: AppCredentials
  readonly installations: Installations
  /** Requests of the adapter since the start. */
  readonly sent: readonly SentRequest[]
  close(): Promise<void>
}

const owner = 'acme'
const repo = 'payments'
const { privateKey } = made

/** The real adapter, installed as an App with its manifest's permissions on a GitHub of its own. */
export async function startEmbeddedStage(options: StageOptions = {}): Promise<EmbeddedStage> {
  const dataDir = await temporaryFolder()
  const { runner, clock, onRequest, pace } = options
  const github = await startEmbeddedGitHub({
    dataDir: join(dataDir, 'github'),
    persist: false,
    ...(runner && { runner }),
    ...(clock && { clock }),
    ...pace,
  })
  const credentials = await populate(github, options)
  const sent: SentRequest[] = []
  const installations = createInstallations(credentials, {
    baseUrl: github.apiUrl,
    pacing: 'none',
    onRequest: (request) => {
      sent.push(request)
      onRequest?.(request)
    },
  })
  const { token } = await github.admin.createUser('maya')
  const stranger = await github.admin.createUser('stranger')
  const as = (auth: string) => new Octokit({ auth, baseUrl: github.apiUrl })
  const { data } = await as(token).rest.repos.get({ owner, repo })
  return {
    github,
    credentials,
    installations,
    sent,
    forge: await installations.forgeFor({ owner, repo }),
    repository: { owner, repo },
    repositoryId: data.node_id,
    login: 'speculate[bot]',
    ...people(as(token), as(stranger.token)),
    close: async () => {
      await github.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

interface StageOptions {
  readonly runner?: RunnerFactory
  /** Where the App's webhooks go; none are sent without it. */
  readonly webhookUrl?: string
  readonly webhookSecret?: string
  /** GitHub's own; the system's without it. */
  readonly clock?: Clock
  /** How fast GitHub answers, and whether it keeps to its secondary limits. */
  readonly pace?: Pick<EmbeddedGitHubOptions, 'secondaryLimits' | 'answerMs'>
  /** Told every request of the adapter while it is being sent. */
  readonly onRequest?: (request: SentRequest) => void
}

async function populate(
  { admin }: EmbeddedGitHub,
  { webhookUrl, webhookSecret = 'a secret that nothing is signed with' }: StageOptions,
): Promise<AppCredentials> {
  const directory = await temporaryFolder()
  await writeFile(join(directory, 'README.md'), '# A sample\n')
  await admin.createUser(owner)
  await admin.createUser('maya')
  await admin.createRepository({ owner, name: repo, source: { directory } })
  await admin.setCollaborator({ owner, name: repo }, 'maya', 'write')
  const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'))
  const app = await admin.registerApp({
    slug: 'speculate',
    owner,
    // Making a key takes longer than all the rest of this.
    privateKey,
    webhookSecret,
    ...(webhookUrl !== undefined && { webhookUrl }),
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  })
  await admin.installApp(app.id, owner, [repo])
  return { appId: app.id, privateKey }
}

type People = Pick<
  ForgeStage,
  | 'openIssue'
  | 'label'
  | 'comment'
  | 'openPullRequest'
  | 'commitToMain'
  | 'push'
  | 'report'
  | 'closeAs'
  | 'reopenAs'
  | 'retargetAs'
>

function people(maya: Octokit, stranger: Octokit): People {
  const setState = (pull_number: number, state: 'open' | 'closed') =>
    maya.rest.pulls.update({ owner, repo, pull_number, state })
  return {
    openIssue: async (issue) => (await maya.rest.issues.create({ owner, repo, ...issue })).data.number,
    label: async (issue_number, label) => {
      await maya.rest.issues.addLabels({ owner, repo, issue_number, labels: [label] })
    },
    comment: async (issue_number, body, by) => {
      const author = by === 'maya' ? maya : stranger
      return (await author.rest.issues.createComment({ owner, repo, issue_number, body })).data.id
    },
    openPullRequest: async (head) =>
      (await maya.rest.pulls.create({ owner, repo, title: 'Mine', head, base: 'main' })).data.number,
    commitToMain: (path, text) => commit(maya, { branch: 'main', path, text }),
    push: (branch, path, text, message) => commit(maya, { branch, path, text, message }),
    report: async (sha, { name, conclusion }) => {
      const state = conclusion === 'success' ? 'success' : 'failure'
      await maya.rest.repos.createCommitStatus({ owner, repo, sha, context: name, state })
    },
    closeAs: async (_login, number) => {
      await setState(number, 'closed')
    },
    reopenAs: async (_login, number) => {
      await setState(number, 'open')
    },
    retargetAs: async (_login, pull_number, base) => {
      await maya.rest.pulls.update({ owner, repo, pull_number, base })
    },
  }
}

interface Pushed {
  readonly branch: string
  readonly path: string
  readonly text: string
  readonly message?: string | undefined
}

/** Commits one file on the branch, which begins at main, through the API's own objects. */
async function commit(
  maya: Octokit,
  { branch, path, text, message = `Change ${path}` }: Pushed,
): Promise<string> {
  const head = await headOf(maya, branch)
  const parent = head ?? (await headOf(maya, 'main'))
  if (parent === undefined) throw new Error('there is no main')
  const { data: before } = await maya.rest.git.getCommit({ owner, repo, commit_sha: parent })
  const tree = await maya.rest.git.createTree({
    owner,
    repo,
    base_tree: before.tree.sha,
    tree: [{ path, mode: '100644', type: 'blob', content: text }],
  })
  const created = await maya.rest.git.createCommit({
    owner,
    repo,
    message,
    tree: tree.data.sha,
    parents: [parent],
  })
  const { sha } = created.data
  if (head === undefined) await maya.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha })
  else await maya.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha })
  return sha
}

async function headOf(maya: Octokit, branch: string): Promise<string | undefined> {
  const refs = await maya.rest.git.listMatchingRefs({ owner, repo, ref: `heads/${branch}` })
  return refs.data.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha
}
