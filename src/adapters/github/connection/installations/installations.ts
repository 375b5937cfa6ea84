import { createAppAuth } from '@octokit/auth-app'
import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { type RepositoryRef, Slug } from '../../../../domain/issue/issue.ts'
import { type Forge, type InstallationLimited, NotInstalled } from '../../../../ports/forge.ts'
import type { Onboarding } from '../../../../ports/onboarding.ts'
import type { Aside } from '../../../analysis/process/start-aside.ts'
import { type Addition, type AppendResult, appendToBranch } from '../../branches/append-to-branch.ts'
import { createAccountReading } from '../../contents/account-settings.ts'
import { createGitHubForge } from '../../github-forge.ts'
import { type LabelledIssue, labelledIssues } from '../../issues/labelled-issues.ts'
import { createOnboarding } from '../../onboarding/onboarding.ts'
import { createRemoval, type Removal } from '../../own-work/create-removal.ts'
import { installedRepositories } from '../../own-work/installed-repositories.ts'
import { type OwnWork, readOwnWork } from '../../own-work/read-own-work.ts'
import { createPacer, type Pacer } from '../../pacing/create-pacer.ts'
import { ledgersInMemory } from '../../pacing/ledgers.ts'
import { forgeInTurn, type Turn } from '../../pacing/turn.ts'
import { createRedelivery, type Redelivered, type RedeliverQuery } from '../app/redeliver-failed.ts'
import { createOctokit, type OctokitOptions } from '../sending/create-octokit.ts'
import { statusOf, withForgeErrors } from '../sending/github-errors.ts'
import { authorized, type Explain, type TokenSeen } from './authorized.ts'
import type { GitHubClient } from './github-client.ts'
import { InstallationTerms, isOfInstallation, limitsOf, mayWriteChecks } from './installation-limits.ts'
import { installationToken } from './installation-token.ts'
import { refuseMoved } from './moved-repository.ts'
import { TOKEN_PERMISSIONS } from './token-permissions.ts'

export interface AppCredentials {
  readonly appId: number
  /** PEM, PKCS#1 or PKCS#8. */
  readonly privateKey: string
}

/** The App as it is installed: the only place that holds its key. */
export interface Installations {
  /**
   * The forge of one repository; throws `NotInstalled`, `InstallationLimited` and `RepositoryMoved`. With a turn, requests that would wait
   * for longer than it is patient throw 'rate-limited'.
   */
  forgeFor(repository: RepositoryRef, turn?: Turn): Promise<Forge>
  /** Why the installation lets nothing be done there just now; undefined where it does, and where the App is not installed at all. */
  limits(repository: RepositoryRef): Promise<InstallationLimited | undefined>
  /** Adds to a branch of records, such as the log; see there. */
  appendToBranch(repository: RepositoryRef, addition: Addition): Promise<AppendResult>
  /** What the App has left in a repository, by its markers. */
  ownWork(repository: RepositoryRef): Promise<OwnWork>
  /** What is done in a repository that the App is new to. */
  onboarding(repository: RepositoryRef): Promise<Onboarding>
  /** How what the App has left in a repository is taken out of it. */
  removal(repository: RepositoryRef): Promise<Removal>
  /** Everything that the App is installed on. */
  repositories(): Promise<readonly RepositoryRef[]>
  /** The App's own login, `slug[bot]`. */
  login(): Promise<string>
  /** Every open issue with the trigger label, wherever the App is installed. */
  labelledIssues(): Promise<readonly LabelledIssue[]>
  /** Asks GitHub to send again what did not arrive. */
  redeliverFailed(query: RedeliverQuery): Promise<Redelivered>
}

/** After this it is looked again whether somebody has accepted what the App asks for. */
const LACKING_FOR_MS = 10 * 60_000

const Installation = InstallationTerms.extend({ id: z.int(), app_slug: Slug })
type Installation = z.infer<typeof Installation>

interface InstallationsOptions extends OctokitOptions {
  readonly onToken?: TokenSeen
  /** Told once of each owner that has not accepted that the App writes checks. */
  readonly onNoChecks?: ((owner: string) => void) | undefined
  /** Reads what jobs have printed. */
  readonly aside?: Aside
  /** Where GitHub is paced; by default one that knows this process alone. */
  readonly pacer?: Pacer | undefined
}

export function createInstallations(
  credentials: AppCredentials,
  {
    onToken = () => {},
    onNoChecks = () => {},
    aside,
    pacer = createPacer(ledgersInMemory()),
    ...github
  }: InstallationsOptions,
): Installations {
  const options: Connection = { ...github, pacer: github.pacing === 'github' ? pacer : undefined }
  const app = createOctokit(options, { authStrategy: createAppAuth, auth: credentials })
  const redeliver = createRedelivery(app)
  const withoutChecks = new Set<string>()
  let login: Promise<string> | undefined
  const clientOf = (repository: RepositoryRef, forget = () => {}) =>
    openClient({ app, options, repository, forget, onToken })
  const accountSettings = createAccountReading((owner) => openAccount({ app, options, owner, onToken }))
  const forgeOf = rememberedForges((repository, forget) =>
    withForgeErrors(async () => {
      const client = await clientOf(repository, forget)
      if (!client.mayWriteChecks) {
        setTimeout(forget, LACKING_FOR_MS).unref()
        if (!withoutChecks.has(repository.owner)) onNoChecks(repository.owner)
        withoutChecks.add(repository.owner)
      }
      return createGitHubForge({ ...client, aside, accountSettings })
    }),
  )
  const ofEvery = <Found>(read: Reading<Found>['read']) =>
    withForgeErrors(() => ofEveryInstallation(app, { options, onToken, read }))
  return {
    forgeFor: async (repository, turn) => {
      const forge = await forgeOf(repository)
      return turn ? forgeInTurn(forge, turn) : forge
    },
    limits: (repository) =>
      withForgeErrors(() => limitsNow(app, repository)).catch((error: unknown) => {
        if (error instanceof NotInstalled) return undefined
        throw error
      }),
    appendToBranch: (repository, addition) =>
      withForgeErrors(async () => appendToBranch(await clientOf(repository), repository, addition)),
    ownWork: (repository) => withForgeErrors(async () => readOwnWork(await clientOf(repository), repository)),
    onboarding: (repository) =>
      withForgeErrors(async () => createOnboarding(await clientOf(repository), repository)),
    removal: (repository) =>
      withForgeErrors(async () => createRemoval(await clientOf(repository), repository)),
    repositories: () => ofEvery(installedRepositories),
    login() {
      login ??= withForgeErrors(() => readLogin(app))
      login.catch(() => {
        login = undefined
      })
      return login
    },
    labelledIssues: () => ofEvery(labelledIssues),
    redeliverFailed: (query) => withForgeErrors(() => redeliver(query)),
  }
}

/** Opens that of each repository once, and again after it was told to forget it or could not open it. */
function rememberedForges(open: (repository: RepositoryRef, forget: () => void) => Promise<Forge>) {
  const forges = new Map<string, Promise<Forge>>()
  return (repository: RepositoryRef): Promise<Forge> => {
    const key = `${repository.owner}/${repository.repo}`.toLowerCase()
    const known = forges.get(key)
    if (known) return known
    const forget = () => void forges.delete(key)
    const forge = open(repository, forget)
    forges.set(key, forge)
    forge.catch(forget)
    return forge
  }
}

interface Connection extends OctokitOptions {
  readonly pacer: Pacer | undefined
}

function paceOf({ pacer }: Connection, installation: number) {
  return pacer && { pacer, installation: String(installation) }
}

interface OpenClient {
  readonly app: ProbotOctokit
  readonly options: Connection
  readonly repository: RepositoryRef
  /** Called when the installation turns out to be gone. */
  readonly forget: () => void
  readonly onToken: TokenSeen
}

async function openClient({ app, options, repository, forget, onToken }: OpenClient): Promise<GitHubClient> {
  const response = await readInstallation(app, repository)
  const installation = Installation.parse(response.data)
  const limits = limitsOf(installation)
  if (limits) throw limits
  const pace = paceOf(options, installation.id)
  const octokitOf = () => createOctokit(options, { pace })
  await refuseMoved({
    app,
    octokit: octokitOf(),
    installationId: installation.id,
    url: response.url,
    onToken,
  })
  const explain = async () => {
    forget()
    return limitsNow(app, repository)
  }
  const mint = (permissions: Record<string, string>) =>
    tokenSource({ app, installation, repository, permissions, forget, explain, onToken })
  return {
    octokit: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.forge), explain),
    actions: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.actions), explain),
    checks: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.checks), explain),
    mayWriteChecks: mayWriteChecks(installation),
    login: `${installation.app_slug}[bot]`,
    baseUrl: options.baseUrl,
    gitToken: () => mint(TOKEN_PERMISSIONS.git)(false),
    pauseMs: options.pacing === 'github' ? 1000 : 20,
  }
}

/** Its repository `.github`. What was transferred to another account is that one's, whatever GitHub answers under the old name. */
async function openAccount({
  owner,
  ...given
}: Pick<OpenClient, 'app' | 'options' | 'onToken'> & { readonly owner: string }): Promise<ProbotOctokit> {
  const { app, options, onToken } = given
  const repository = { owner, repo: '.github' }
  const installation = Installation.parse((await readInstallation(app, repository)).data)
  if (installation.account?.login.toLowerCase() !== owner.toLowerCase()) throw new NotInstalled(repository)
  const limits = limitsOf(installation)
  if (limits) throw limits
  const explain = () => limitsNow(app, repository)
  const permissions = TOKEN_PERMISSIONS.settings
  const token = tokenSource({
    ...{ app, installation, repository, permissions, explain, onToken },
    forget: () => {},
  })
  return authorized(createOctokit(options, { pace: paceOf(options, installation.id) }), token, explain)
}

function readInstallation(app: ProbotOctokit, repository: RepositoryRef) {
  return app
    .request('GET /repos/{owner}/{repo}/installation', { ...repository })
    .catch((error: unknown): never => {
      throw statusOf(error) === 404 ? new NotInstalled(repository) : error
    })
}

/** Asks GitHub anew. */
async function limitsNow(app: ProbotOctokit, repository: RepositoryRef) {
  return limitsOf(Installation.parse((await readInstallation(app, repository)).data))
}

interface TokenRequest extends OpenClient {
  readonly explain: Explain
  readonly installation: Installation
  readonly permissions: Record<string, string>
}

/** Tokens for this one repository; auth-app caches each for 59 of its 60 minutes. */
function tokenSource(request: Omit<TokenRequest, 'options'>): (refresh: boolean) => Promise<string> {
  const { app, installation, repository, permissions, forget, explain, onToken } = request
  return async (refresh) => {
    try {
      return await installationToken(app, {
        installationId: installation.id,
        repositoryNames: [repository.repo],
        ...{ permissions, refresh, onToken },
      })
    } catch (error) {
      // Known under another name by now, or not at all: the next look finds out which.
      if (statusOf(error) === 422) forget()
      if (isOfInstallation(error)) throw (await explain()) ?? error
      if (statusOf(error) === 404) {
        forget()
        throw new NotInstalled(repository)
      }
      throw error
    }
  }
}

const Installed = z.array(z.object({ id: z.int(), suspended_at: z.string().nullish() }))

interface Reading<Found> {
  readonly options: Connection
  readonly onToken: TokenSeen
  /** With a token that may read issues. */
  readonly read: (octokit: ProbotOctokit) => Promise<readonly Found[]>
}

/** An installation that cannot be read does not hide the others. */
async function ofEveryInstallation<Found>(
  app: ProbotOctokit,
  { options, onToken, read }: Reading<Found>,
): Promise<readonly Found[]> {
  const installed = Installed.parse(await app.paginate('GET /app/installations', { per_page: 100 }))
  const found: Found[] = []
  const failures: unknown[] = []
  for (const { id } of installed.filter(({ suspended_at }) => !suspended_at)) {
    const asked = { installationId: id, permissions: TOKEN_PERMISSIONS.labels, onToken }
    const token = (refresh: boolean) => installationToken(app, { ...asked, refresh })
    const octokit = authorized(createOctokit(options, { pace: paceOf(options, id) }), token)
    await read(octokit).then(
      (some) => found.push(...some),
      (error: unknown) => failures.push(error),
    )
  }
  if (found.length === 0 && failures.length > 0) throw failures[0]
  return found
}

async function readLogin(app: ProbotOctokit): Promise<string> {
  const response = await app.request('GET /app')
  return `${z.object({ slug: Slug }).parse(response.data).slug}[bot]`
}
