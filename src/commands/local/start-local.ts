import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { NewRepository } from '@speculate-dev/embedded-github'
import {
  createPages,
  createRunner,
  type EmbeddedGitHub,
  findRepository,
  startEmbeddedGitHub,
} from '@speculate-dev/embedded-github'
import { appManifest } from '../../adapters/app-manifest.ts'
import { networkEnvironment } from '../../adapters/network/network-environment.ts'
import { networkCredentials } from '../../adapters/network/without-credentials.ts'
import { managers } from '../../adapters/proof/run/test-environment.ts'
import { type Database, openStarted } from '../../adapters/storage/database.ts'
import { usersPath } from '../../adapters/users-path.ts'
import { redactorOfOptions } from '../../app/redactor-of-options.ts'
import type { SpeculateOptions } from '../../app/speculate-options.ts'
import type { AnyToolchain } from '../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { SETTINGS_FILE } from '../../domain/settings-file.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type Speculate, startSpeculate } from '../../speculate.ts'
import { createGitHubClient, type GitHubClient } from './github-client.ts'
import { type Identity, rememberPort } from './identity.ts'
import { type LayDependencies, prepareCheckout, prepareHome } from './prepare-checkout.ts'
import { appDir, logOf, type StartingDatabase } from './start-database.ts'

export interface LocalOptions {
  /** Holds everything; a second start on the same folder goes on where the first one was. */
  readonly dataDir: string
  /** Of that folder. It is closed whatever becomes of the start. */
  readonly database: StartingDatabase
  /** Of that folder as well. */
  readonly identity: Promise<Identity>
  readonly repository: NewRepository
  /** What the owner's repository `.github` says for all of them; without it there is none. */
  readonly accountSettings?: string | undefined
  readonly toolchains: ReadonlyMap<ToolchainName, AnyToolchain>
  readonly askedToolchains?: SpeculateOptions['askedToolchains']
  readonly askedProof?: SpeculateOptions['askedProof']
  readonly askedSetup?: SpeculateOptions['askedSetup']
  readonly keptSetUps?: SpeculateOptions['keptSetUps']
  /** For the checkouts of `requiredWorkflow`; any other workflow installs by itself. */
  readonly layDependencies?: LayDependencies
  /** Where `actions/cache` keeps what jobs of the base have written, for later runs. */
  readonly cacheFolder?: string
  /** Where actions of other people lie that jobs may run. */
  readonly otherActions?: string
  /** Where clones of the repository's submodules lie, as in `.git/modules`. */
  readonly submodules?: string
  readonly agents: SpeculateOptions['agents']
  readonly ceilings?: SpeculateOptions['ceilings']
  readonly attempts: number
  /** Jobs of workflows at the same time; as many as there are processors, two to four, without it. */
  readonly jobs?: number
  /** Login of whoever labels the issue (default: the sample's maintainer, who has a colleague). */
  readonly maintainer?: string
  /** Somebody will look at the pages: they get buttons that act as the maintainer. */
  readonly isKept?: boolean
  readonly watch: NonNullable<SpeculateOptions['watch']>
  readonly observe: NonNullable<SpeculateOptions['observe']>
  readonly requiredWorkflow?: SpeculateOptions['requiredWorkflow']
  /** Called once the repository is there and before the App hears of anything. */
  readonly prepare?: (github: EmbeddedGitHub) => Promise<void>
  /** Ends the start after the step that is being done; what was started by then is closed. */
  readonly signal: AbortSignal
}

/** An embedded GitHub with one repository, and the app installed on it. */
export interface LocalRun {
  readonly github: EmbeddedGitHub
  readonly speculate: Speculate
  /** Acts as the maintainer, over HTTP. */
  readonly maintainer: GitHubClient
  /** Of the repository's pages. */
  readonly url: string
  /** Requests that the app has sent to GitHub so far, tokens and repetitions included. */
  readonly requests: () => number
  close(): Promise<void>
}

/** Where an owner keeps settings for all its repositories. */
const ACCOUNT = '.github'
const MAINTAINER = 'maya'
const REVIEWER = 'rhea'
/** Nothing is lost on one machine; the sweep that matters is the first, which takes up what a kill has cut off. */
const SWEEP_MS = 15_000
/** Events of one end come at once from a GitHub on this machine. */
const END_COLLECTED_MS = 50

export async function startLocal(options: LocalOptions): Promise<LocalRun> {
  // A database takes a second of a processor of its own to open; the forge is set up meanwhile.
  const [opened, started] = await Promise.allSettled([openOf(options), startForge(options)])
  if (opened.status === 'rejected' || started.status === 'rejected') {
    if (opened.status === 'fulfilled') await opened.value.close()
    if (started.status === 'fulfilled') await started.value.github.close()
    throw opened.status === 'rejected' ? opened.reason : Reflect.get(started, 'reason')
  }
  const { github, token, identity } = started.value
  try {
    options.signal.throwIfAborted()
    return await startApp(github, { ...options, identity, token, opened: opened.value })
  } catch (error) {
    await opened.value.close()
    await github.close()
    throw error
  }
}

async function openOf(options: LocalOptions): Promise<Database> {
  return openStarted(appDir(options), await options.database.take())
}

/** Everything that exists without the app. */
async function startForge(options: LocalOptions) {
  const { signal } = options
  const identity = await options.identity
  signal.throwIfAborted()
  const github = await startGitHub(options, identity)
  try {
    signal.throwIfAborted()
    const token = await setUp(github, options)
    signal.throwIfAborted()
    await options.prepare?.(github)
    return { github, token, identity }
  } catch (error) {
    await github.close()
    throw error
  }
}

/** The port of the last time keeps its addresses valid; when it is taken by now, any other does. */
async function startGitHub(
  {
    dataDir,
    requiredWorkflow,
    layDependencies,
    cacheFolder,
    otherActions,
    submodules,
    maintainer = MAINTAINER,
    isKept = false,
    jobs,
  }: Omit<LocalOptions, 'identity'>,
  { port }: Identity,
): Promise<EmbeddedGitHub> {
  const runner = createRunner({
    jobs: jobs ?? Math.max(2, Math.min(4, availableParallelism())),
    events: ['pull_request'],
    environment: { PATH: usersPath(), ...managers(), ...networkEnvironment().variables },
    masked: networkCredentials(),
    cacheFolder,
    otherActions,
    submodules,
    prepareHome,
    prepareCheckout: prepareCheckout(async (checkout) =>
      checkout.workflow === requiredWorkflow?.path ? layDependencies?.(checkout) : undefined,
    ),
    sharedCheckouts: requiredWorkflow === undefined ? [] : [requiredWorkflow.path],
  })
  const start = (wanted: number) =>
    startEmbeddedGitHub({
      dataDir: join(dataDir, 'github'),
      port: wanted,
      runner,
      pages: (context) => createPages(context, isKept ? { person: maintainer } : {}),
    })
  const github = await start(port).catch((error: unknown) => {
    if (port === 0 || !isAddressInUse(error)) throw error
    return start(0)
  })
  await rememberPort(dataDir, Number(new URL(github.url).port))
  return github
}

/** People, repository and label, as an owner would set them up. Answers the maintainer's token. */
async function setUp(
  { admin, context, apiUrl }: EmbeddedGitHub,
  { repository, accountSettings, maintainer }: LocalOptions,
): Promise<string> {
  const { owner, name } = repository
  const login = maintainer ?? MAINTAINER
  const { token } = await admin.createUser(login)
  if (maintainer === undefined) await admin.createUser(REVIEWER)
  if (findRepository(context, owner, name)) return token
  await admin.createRepository(repository)
  if (accountSettings !== undefined)
    await admin.createRepository({
      owner,
      name: ACCOUNT,
      source: { files: { [SETTINGS_FILE]: accountSettings } },
    })
  await admin.setCollaborator({ owner, name }, login, 'maintain')
  if (maintainer === undefined) await admin.setCollaborator({ owner, name }, REVIEWER, 'write')
  const client = createGitHubClient({ apiUrl, repository: `${owner}/${name}`, token })
  await client.createLabel({
    name: TRIGGER_LABEL,
    color: '5319e7',
    description: 'Let candidates compete on this issue',
  })
  return token
}

interface AppOptions extends Omit<LocalOptions, 'identity'> {
  readonly identity: Identity
  /** The maintainer's. */
  readonly token: string
  readonly opened: Database
}

async function startApp(github: EmbeddedGitHub, options: AppOptions): Promise<LocalRun> {
  const { identity, repository, token } = options
  const app = {
    slug: 'speculate',
    owner: options.maintainer ?? MAINTAINER,
    privateKey: identity.privateKey,
    webhookSecret: identity.webhookSecret,
    ...permissionsAndEvents(),
  }
  const { id } = await github.admin.registerApp(app)
  const besides = options.accountSettings === undefined ? [] : [ACCOUNT]
  await github.admin.installApp(id, repository.owner, [repository.name, ...besides])

  let requests = 0
  const onRequest = () => {
    requests += 1
  }
  const forge = { baseUrl: github.apiUrl, pacing: 'none' as const, onRequest }
  const speculate = await startSpeculate(speculateOptions(options, { appId: id, forge }))
  await github.admin.registerApp({ ...app, webhookUrl: speculate.webhookUrl })
  const name = `${repository.owner}/${repository.name}`
  return {
    github,
    speculate,
    maintainer: createGitHubClient({ apiUrl: github.apiUrl, repository: name, token }),
    url: `${github.url}/${name}`,
    requests: () => requests,
    close: async () => {
      await speculate.close()
      await github.close()
    },
  }
}

/** As one user runs it: on loopback, in one process, and with its log in a file. */
function speculateOptions(
  options: AppOptions,
  { appId, forge }: { readonly appId: number; readonly forge: SpeculateOptions['github'] },
): SpeculateOptions {
  const { identity, dataDir } = options
  const app = {
    credentials: { appId, privateKey: identity.privateKey },
    webhookSecret: identity.webhookSecret,
    endCollectedMs: END_COLLECTED_MS,
    github: forge,
    database: options.opened,
    dataDir: appDir({ dataDir }),
    toolchains: options.toolchains,
    askedToolchains: options.askedToolchains,
    askedProof: options.askedProof,
    askedSetup: options.askedSetup,
    keptSetUps: options.keptSetUps,
    agents: options.agents,
    ...withoutUndefined({ ceilings: options.ceilings }),
    requiredWorkflow: options.requiredWorkflow,
    host: '127.0.0.1',
    port: 0,
    dashboard: 'loopback' as const,
    attempts: options.attempts,
    sweepMs: SWEEP_MS,
    log: logOf(options),
    watch: options.watch,
    observe: options.observe,
  }
  return { ...app, redactor: redactorOfOptions(app) }
}

/** The same `app.yml` as on GitHub, so that a permission that is missing there is missing here as well. */
function permissionsAndEvents() {
  const { default_permissions, default_events } = appManifest()
  return { permissions: default_permissions, events: default_events }
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
