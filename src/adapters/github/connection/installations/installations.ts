import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { type RepositoryRef, Slug } from '../../../../domain/issue/issue.ts'
import type { Forge } from '../../../../ports/forge.ts'
import { type InstallationLimited, NotInstalled } from '../../../../ports/forge-errors.ts'
import type { Onboarding } from '../../../../ports/onboarding.ts'
import type { Aside } from '../../../analysis/process/start-aside.ts'
import { type Addition, type AppendResult, appendToBranch } from '../../branches/append-to-branch.ts'
import { createAccountReading } from '../../contents/account-settings.ts'
import { createGitHubForge } from '../../github-forge.ts'
import { type AskingIssue, askingIssues } from '../../issues/asking-issues.ts'
import { createOnboarding } from '../../onboarding/onboarding.ts'
import { createRemoval, type Removal } from '../../own-work/create-removal.ts'
import { installedRepositories } from '../../own-work/installed-repositories.ts'
import { type OwnWork, readOwnWork } from '../../own-work/read-own-work.ts'
import { createPacer, type Pacer } from '../../pacing/create-pacer.ts'
import { ledgersInMemory } from '../../pacing/ledgers.ts'
import { forgeInTurn, type Turn } from '../../pacing/turn.ts'
import { type AppCredentials, createAppClient } from '../app/create-app-client.ts'
import { createRedelivery, type Redelivered, type RedeliverQuery } from '../app/redeliver-failed.ts'
import type { OctokitOptions } from '../sending/create-octokit.ts'
import { withForgeErrors } from '../sending/github-errors.ts'
import type { TokenSeen } from './authorized.ts'
import { type OfEvery, ofEveryInstallation, type Reading } from './of-every-installation.ts'
import { type Connection, limitsNow, openAccount, openClient } from './open-client.ts'

/** The App as it is installed. */
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
  /** Every open issue with the trigger label, and those in which something for us may have been written since then, wherever the App is installed. */
  askingIssues(since: string): Promise<OfEvery<AskingIssue>>
  /** Asks GitHub to send again what did not arrive. */
  redeliverFailed(query: RedeliverQuery): Promise<Redelivered>
}

/** After this it is looked again whether somebody has accepted what the App asks for. */
const LACKING_FOR_MS = 10 * 60_000

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
  const app = createAppClient(credentials, options)
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
    repositories: async () => (await ofEvery(installedRepositories)).found,
    login() {
      login ??= withForgeErrors(() => readLogin(app))
      login.catch(() => {
        login = undefined
      })
      return login
    },
    askingIssues: (since) => ofEvery((octokit) => askingIssues(octokit, since)),
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

async function readLogin(app: ProbotOctokit): Promise<string> {
  const response = await app.request('GET /app')
  return `${z.object({ slug: Slug }).parse(response.data).slug}[bot]`
}
