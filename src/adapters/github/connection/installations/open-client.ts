import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { type RepositoryRef, Slug } from '../../../../domain/issue/issue.ts'
import { NotInstalled } from '../../../../ports/forge-errors.ts'
import type { Pacer } from '../../pacing/create-pacer.ts'
import { createOctokit, type OctokitOptions } from '../sending/create-octokit.ts'
import { statusOf } from '../sending/github-errors.ts'
import { authorized, type Explain, type TokenSeen } from './authorized.ts'
import type { GitHubClient } from './github-client.ts'
import {
  InstallationTerms,
  isOfInstallation,
  limitsOf,
  mayReadProjects,
  mayWriteChecks,
} from './installation-limits.ts'
import { installationToken } from './installation-token.ts'
import { refuseMoved } from './moved-repository.ts'
import { TOKEN_PERMISSIONS } from './token-permissions.ts'

const Installation = InstallationTerms.extend({ id: z.int(), app_slug: Slug })
type Installation = z.infer<typeof Installation>

export interface Connection extends OctokitOptions {
  readonly pacer: Pacer | undefined
}

export function paceOf({ pacer }: Connection, installation: number) {
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

/** What every call on one repository needs. Throws `NotInstalled`, `InstallationLimited` and `RepositoryMoved`. */
export async function openClient({
  app,
  options,
  repository,
  forget,
  onToken,
}: OpenClient): Promise<GitHubClient> {
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
  const mint = (permissions: Record<string, string>, isForAll = false) =>
    tokenSource({ app, installation, repository, permissions, isForAll, forget, explain, onToken })
  return {
    octokit: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.forge), explain),
    actions: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.actions), explain),
    checks: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.checks), explain),
    mayWriteChecks: mayWriteChecks(installation),
    dependencies: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.dependencies, true), explain),
    projects: authorized(octokitOf(), mint(TOKEN_PERMISSIONS.projects), explain),
    mayReadProjects: mayReadProjects(installation),
    login: `${installation.app_slug}[bot]`,
    baseUrl: options.baseUrl,
    gitToken: () => mint(TOKEN_PERMISSIONS.git)(false),
    pauseMs: options.pacing === 'github' ? 1000 : 20,
  }
}

/** Its repository `.github`. What was transferred to another account is that one's, whatever GitHub answers under the old name. */
export async function openAccount({
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
export async function limitsNow(app: ProbotOctokit, repository: RepositoryRef) {
  return limitsOf(Installation.parse((await readInstallation(app, repository)).data))
}

interface TokenRequest extends OpenClient {
  readonly explain: Explain
  readonly installation: Installation
  readonly permissions: Record<string, string>
  /** For all repositories of the installation, instead of this one. */
  readonly isForAll?: boolean
}

/** Auth-app caches each for 59 of its 60 minutes. */
function tokenSource(request: Omit<TokenRequest, 'options'>): (refresh: boolean) => Promise<string> {
  const { app, installation, repository, permissions, isForAll, forget, explain, onToken } = request
  return async (refresh) => {
    try {
      return await installationToken(app, {
        installationId: installation.id,
        ...(isForAll ? {} : { repositoryNames: [repository.repo] }),
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
