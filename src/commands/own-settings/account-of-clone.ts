import { createOctokit } from '../../adapters/github/connection/sending/create-octokit.ts'
import { withForgeErrors } from '../../adapters/github/connection/sending/github-errors.ts'
import { webUrl } from '../../adapters/github/connection/sending/web-url.ts'
import { createAccountReading } from '../../adapters/github/contents/account-settings.ts'
import { examineEnvironment } from '../../config/environment.ts'
import { RepositoryRef } from '../../domain/issue/issue.ts'
import type { AccountSettings } from '../../ports/forge.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { Git } from '../try/git.ts'

/** What is known here of the account on GitHub from whose repository this is cloned. */
export interface AccountOfClone {
  readonly repository: RepositoryRef
  readonly settings:
    | AccountSettings
    | { readonly kind: 'not asked' }
    | { readonly kind: 'unread'; readonly why: string }
}

/** Long enough for one file; whoever waits has asked for something else. */
const TIMEOUT_MS = 10_000

/** Undefined where `origin` is no repository on GitHub. Only a token of the environment asks GitHub, and only for that one file. */
export async function accountOfClone(git: Git, env = process.env): Promise<AccountOfClone | undefined> {
  const { GITHUB_API_URL: apiUrl } = examineEnvironment(env).environment
  const { ok, stdout: origin } = await git(['remote', 'get-url', 'origin'])
  const repository = ok ? repositoryAt(origin, webUrl(apiUrl)) : undefined
  // It has settings of its own, as any other.
  if (repository === undefined || repository.repo.toLowerCase() === '.github') return undefined
  const token = env.GITHUB_TOKEN || env.GH_TOKEN
  if (!token) return { repository, settings: { kind: 'not asked' } }
  return { repository, settings: await read(repository, { apiUrl, token }) }
}

async function read(
  { owner }: RepositoryRef,
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string },
): Promise<AccountOfClone['settings']> {
  const options = { baseUrl: apiUrl, pacing: 'none', timeoutMs: TIMEOUT_MS } as const
  const settingsOf = createAccountReading(async () => createOctokit(options, { auth: token }))
  try {
    return await withForgeErrors(() => settingsOf(owner))
  } catch (error) {
    if (error instanceof ForgeError) return { kind: 'unread', why: error.message }
    throw error
  }
}

/** `https://HOST/OWNER/REPO.git`, `ssh://git@HOST/OWNER/REPO` and `git@HOST:OWNER/REPO` alike. */
function repositoryAt(remote: string, web: string): RepositoryRef | undefined {
  const address = remote.replace(/^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)/, 'ssh://$1/')
  if (!URL.canParse(address)) return undefined
  const { hostname, pathname } = new URL(address)
  const { hostname: host, pathname: prefix } = new URL(web)
  if (hostname.toLowerCase() !== host || !/^(?:https?|ssh|git):/.test(address)) return undefined
  const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname
  const [, owner, repo] = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(path) ?? []
  const parsed = RepositoryRef.safeParse({ owner, repo })
  return parsed.success ? parsed.data : undefined
}
