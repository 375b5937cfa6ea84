import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { withoutUndefined } from '@speculate-dev/system'
import { personalToken } from '../access/personal-token.ts'
import { NO_OBJECT } from '../git/ref-update.ts'
import { findRepository, findUser, type GitHub } from '../github.ts'
import type { App, Permissions, Repository, RequiredStatusCheck, Role } from '../model.ts'
import { announcePush } from '../operations/pull-requests/pull-request-head.ts'
import { clientId } from '../sign-in/find-client.ts'
import { createRepository, type NewRepository } from './create-repository.ts'
import { type InstallationDoors, installationDoors } from './installations.ts'
import { moveRepository } from './move-repository.ts'
import { renameBranch } from './rename-branch.ts'

interface RepositoryName {
  readonly owner: string
  readonly name: string
}

interface NewApp {
  readonly slug: string
  readonly name?: string
  readonly owner: string
  /** PEM; a new key of 2,048 bits is made without it. */
  readonly privateKey?: string
  readonly webhookSecret: string
  /** Undefined: the App has no webhook. */
  readonly webhookUrl?: string
  /** Where people come back to who sign in with it; without them, nobody can. */
  readonly callbackUrls?: readonly string[]
  readonly permissions: Permissions
  readonly events: readonly string[]
}

export interface RegisteredApp {
  readonly id: number
  readonly slug: string
  /** PEM; undefined when the App was there before and no key was given. */
  readonly privateKey: string | undefined
  /** What it is known by when people sign in with it. */
  readonly client: { readonly id: string; readonly secret: string } | undefined
}

/**
 * What the web site does and the API does not. Each call resolves once it is on disk. Those that name something that is there
 * already bring it to the wanted form and answer it, so that a restart may repeat them; `createRepository` throws instead.
 */
export interface Admin extends InstallationDoors {
  createUser(login: string): Promise<{ login: string; token: string }>
  /** The account has projects that an App may read from then on. */
  turnIntoOrganization(login: string): Promise<void>
  createRepository(repository: NewRepository): Promise<Repository>
  setCollaborator(repository: RepositoryName, login: string, role: Role | undefined): Promise<void>
  registerApp(app: NewApp): Promise<RegisteredApp>
  /** Sends `ping` to the App's webhook. */
  ping(appId: number): Promise<void>
  setBranchProtection(
    repository: RepositoryName,
    branch: string,
    checks: readonly RequiredStatusCheck[],
  ): Promise<void>
  setRuleset(
    repository: RepositoryName,
    ruleset: { name: string; branches: readonly string[]; checks: readonly RequiredStatusCheck[] },
  ): Promise<void>
  /** A workflow from outside the repository that runs on every pull request. */
  setRequiredWorkflow(repository: RepositoryName, workflow: { path: string; content: string }): Promise<void>
  setDraftSupport(repository: RepositoryName, supported: boolean): Promise<void>
  /** A button of a check is pressed on its page. */
  pressButton(
    repository: RepositoryName,
    pressed: { readonly checkRun: number; readonly identifier: string; readonly login: string },
  ): Promise<void>
  setArchived(repository: RepositoryName, archived: boolean): Promise<void>
  setPrivate(repository: RepositoryName, isPrivate: boolean): Promise<void>
  /** Open pull requests into it follow. */
  renameBranch(repository: RepositoryName, from: string, to: string): Promise<void>
  /** Renames it, or gives it to another owner. */
  moveRepository(repository: RepositoryName, to: Partial<RepositoryName>): Promise<void>
}

export function createAdmin(github: GitHub): Admin {
  const announce = (repository: Repository, action: string) =>
    github.emit({ event: 'repository', action, repository, sender: repository.owner, payload: {} })
  const change = async (name: RepositoryName, work: (repository: Repository) => void | Promise<void>) => {
    const repository = findRepository(github, name.owner, name.name)
    if (repository === undefined) throw new Error(`no repository ${name.owner}/${name.name}`)
    await work(repository)
    await github.commit()
  }
  return {
    createUser: async (login) => {
      const token = ensureUser(github, login)
      await github.commit()
      return { login, token }
    },
    turnIntoOrganization: async (login) => {
      const account = findUser(github, login)
      if (account?.type !== 'User') throw new Error(`${login} is no account of a person`)
      account.type = 'Organization'
      await github.commit()
    },
    createRepository: async (wanted) => {
      ensureUser(github, wanted.owner)
      const repository = await createRepository(github, wanted)
      await announceFirstPush(github, repository)
      await github.commit()
      return repository
    },
    setCollaborator: (name, login, role) =>
      change(name, (repository) => {
        if (role === undefined) delete repository.collaborators[login]
        else repository.collaborators[login] = role
      }),
    registerApp: async (wanted) => {
      const registered = ensureApp(github, wanted)
      await github.commit()
      return registered
    },
    ping: async (appId) => {
      const app = github.state.apps.find(({ id }) => id === appId)
      const payload = {
        zen: 'Keep it logically awesome.',
        hook_id: app?.hook?.id,
        hook: { type: 'App', app_id: appId },
      }
      github.emit({ event: 'ping', sender: app?.owner ?? '', payload, onlyApp: appId })
      await github.commit()
    },
    setBranchProtection: (name, branch, checks) =>
      change(name, (repository) => {
        repository.protections[branch] = { checks: [...checks], strict: false }
      }),
    setRuleset: (name, ruleset) =>
      change(name, (repository) => {
        repository.rulesets = repository.rulesets.filter((other) => other.name !== ruleset.name)
        repository.rulesets.push({
          id: github.nextId(),
          name: ruleset.name,
          branches: [...ruleset.branches],
          requiredChecks: [...ruleset.checks],
          workflows: [],
        })
      }),
    setRequiredWorkflow: (name, workflow) =>
      change(name, (repository) => {
        const title = `required workflow ${workflow.path}`
        repository.rulesets = repository.rulesets.filter((other) => other.name !== title)
        repository.rulesets.push({
          id: github.nextId(),
          name: title,
          branches: ['~ALL'],
          requiredChecks: [],
          workflows: [workflow],
        })
      }),
    setDraftSupport: (name, supported) =>
      change(name, (repository) => {
        repository.draftsSupported = supported
      }),
    pressButton: (name, { checkRun, identifier, login }) =>
      change(name, (repository) => {
        const run = repository.checkRuns.find(({ id }) => id === checkRun)
        if (run === undefined) throw new Error(`no check run ${checkRun}`)
        return github.pressButton(repository, { run, identifier, login })
      }),
    setArchived: (name, archived) =>
      change(name, (repository) => {
        repository.isArchived = archived
        announce(repository, archived ? 'archived' : 'unarchived')
      }),
    setPrivate: (name, isPrivate) =>
      change(name, (repository) => {
        repository.isPrivate = isPrivate
        announce(repository, isPrivate ? 'privatized' : 'publicized')
      }),
    renameBranch: (name, from, to) =>
      change(name, (repository) => renameBranch(github, repository, { from, to })),
    moveRepository: (name, to) =>
      change(name, (repository) => moveRepository(github, repository, { ...name, ...to })),
    ...installationDoors(github),
  }
}

/** To GitHub, what a repository begins with is a push like any other. */
async function announceFirstPush(github: GitHub, repository: Repository): Promise<void> {
  const { defaultBranch: branch, owner: login } = repository
  const after = await github.git(repository).resolve(`refs/heads/${branch}`)
  if (after === undefined) return
  announcePush(github, repository, { branch, before: NO_OBJECT, after, actor: { kind: 'user', login } })
}

function ensureUser(github: GitHub, login: string): string {
  if (!/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,38})$/.test(login)) throw new Error(`not a login: ${login}`)
  if (findUser(github, login) === undefined) {
    github.state.users.push({ id: github.nextId(), login, type: 'User', createdAt: github.now() })
  }
  const known = personalToken(github, login)
  if (known !== undefined) return known
  const token = `ghp_${randomBytes(18).toString('hex')}`
  github.state.tokens.push({ kind: 'user', token, login })
  return token
}

function ensureApp(github: GitHub, wanted: NewApp): RegisteredApp {
  ensureUser(github, wanted.owner)
  const known = github.state.apps.find((app) => app.slug === wanted.slug)
  const privateKey = wanted.privateKey ?? (known === undefined ? newKey() : undefined)
  const app: App = {
    id: known?.id ?? github.nextId(),
    slug: wanted.slug,
    name: wanted.name ?? wanted.slug,
    owner: wanted.owner,
    publicKey: privateKey === undefined ? (known?.publicKey ?? '') : publicPart(privateKey),
    permissions: { ...wanted.permissions },
    events: [...wanted.events],
    hook:
      wanted.webhookUrl === undefined
        ? null
        : { id: known?.hook?.id ?? github.nextId(), url: wanted.webhookUrl, secret: wanted.webhookSecret },
    ...withoutUndefined({ signIn: signInOf(wanted, known) }),
    createdAt: known?.createdAt ?? github.now(),
  }
  if (known !== undefined) Object.assign(known, app)
  else {
    github.state.apps.push(app)
    const login = `${wanted.slug}[bot]`
    github.state.users.push({ id: github.nextId(), login, type: 'Bot', createdAt: github.now() })
  }
  const client = app.signIn && { id: clientId(app), secret: app.signIn.secret }
  return { id: app.id, slug: app.slug, privateKey, client }
}

function signInOf({ callbackUrls }: NewApp, known: App | undefined): App['signIn'] {
  if (callbackUrls === undefined) return known?.signIn
  return { secret: known?.signIn?.secret ?? randomBytes(20).toString('hex'), callbackUrls: [...callbackUrls] }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
}

function publicPart(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
}
