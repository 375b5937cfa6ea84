import { messageOf } from '@speculate-dev/system'
import { z } from 'zod'
import { Slug } from '../../../../domain/issue/issue.ts'
import { createOctokit } from '../sending/create-octokit.ts'
import { statusOf, toForgeError } from '../sending/github-errors.ts'
import { webUrl } from '../sending/web-url.ts'

export interface SignInClient {
  readonly clientId: string
  readonly clientSecret: string
  /** Base of GitHub's REST API. */
  readonly apiUrl: string
}

/** Of the person who has signed in. */
export interface UserToken {
  readonly token: string
  /** Until it expires; absent where it does not. */
  readonly seconds: number | undefined
  readonly login: string
}

export interface ReadableRepository {
  /** GitHub's node id. */
  readonly id: string
  readonly owner: string
  readonly repo: string
}

/** GitHub does not take the token any more: it was taken back, or is over. */
export class SignInOver extends Error {
  constructor() {
    super('GitHub does not take the token of this sign-in any more')
    this.name = 'SignInOver'
  }
}

/** More than that nobody looks through, and GitHub would be asked for minutes. */
const MOST_REPOSITORIES = 5_000
const TIMEOUT_MS = 10_000

/** How people sign in with the App: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app */
export function createUserSignIn({ clientId, clientSecret, apiUrl }: SignInClient) {
  const options = { baseUrl: apiUrl, pacing: 'none', timeoutMs: TIMEOUT_MS } as const
  const clientOf = (token: string) => createOctokit(options, { auth: token })
  return {
    /** Where the browser is sent. `challenge` is PKCE's, by S256. */
    address({
      state,
      challenge,
      redirectUri,
    }: Record<'state' | 'challenge' | 'redirectUri', string>): string {
      const query = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      })
      return `${webUrl(apiUrl)}/login/oauth/authorize?${query}`
    },

    /** Throws a sentence where GitHub refuses. */
    async exchange({
      code,
      verifier,
      redirectUri,
    }: Record<'code' | 'verifier' | 'redirectUri', string>): Promise<UserToken> {
      const form = {
        ...{ client_id: clientId, client_secret: clientSecret, code },
        ...{ redirect_uri: redirectUri, code_verifier: verifier },
      }
      const response = await fetch(`${webUrl(apiUrl)}/login/oauth/access_token`, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams(form),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const { data } = TokenAnswer.safeParse(await response.json().catch(() => undefined))
      if (!data) throw new Error(`GitHub answers ${response.status} to the code of a sign-in`)
      if ('error' in data) throw new Error(`GitHub refuses the code of a sign-in: ${data.error}`)
      const { access_token: token, expires_in: seconds } = data
      const user = await clientOf(token).request('GET /user')
      return { token, seconds, login: User.parse(user.data).login }
    },

    /** What the person can read of what the App is installed on. Throws `SignInOver`. */
    async repositories(token: string): Promise<readonly ReadableRepository[]> {
      try {
        return await readRepositories(clientOf(token))
      } catch (error) {
        throw statusOf(error) === 401 ? new SignInOver() : error
      }
    },

    /** Gives the token up; answers why it could not. */
    async takeBack(token: string): Promise<string | undefined> {
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
      try {
        await createOctokit(options, {}).request('DELETE /applications/{client_id}/token', {
          client_id: clientId,
          access_token: token,
          headers: { authorization: `Basic ${basic}` },
        })
        return undefined
      } catch (error) {
        return statusOf(error) === 404 ? undefined : messageOf(error)
      }
    },
  }
}

export type UserSignIn = ReturnType<typeof createUserSignIn>

const TokenAnswer = z.union([
  z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() }),
  z.object({ error: z.string().max(100) }),
])
const User = z.object({ login: Slug })
const Installation = z.object({ id: z.int(), suspended_at: z.string().nullish() })
const Repository = z.object({ node_id: z.string(), name: Slug, owner: z.object({ login: Slug }) })

async function readRepositories(
  octokit: ReturnType<typeof createOctokit>,
): Promise<readonly ReadableRepository[]> {
  const installations = await octokit.paginate('GET /user/installations', { per_page: 100 })
  const found: ReadableRepository[] = []
  for (const { id, suspended_at } of z.array(Installation).parse(installations)) {
    if (suspended_at) continue
    for await (const repositories of repositoriesOf(octokit, id)) {
      found.push(...repositories)
      if (found.length >= MOST_REPOSITORIES) return found
    }
  }
  return found
}

/** Page by page; none of an installation that GitHub keeps from this person, as where an organization asks for a sign-on of its own. */
async function* repositoriesOf(octokit: ReturnType<typeof createOctokit>, id: number) {
  const pages = octokit.paginate.iterator('GET /user/installations/{installation_id}/repositories', {
    installation_id: id,
    per_page: 100,
  })
  try {
    for await (const { data } of pages)
      yield z
        .array(Repository)
        .parse(data)
        .map(
          ({ node_id, name, owner }): ReadableRepository => ({ id: node_id, owner: owner.login, repo: name }),
        )
  } catch (error) {
    const isKept = statusOf(error) === 403 && toForgeError(error).kind === 'forbidden'
    if (!isKept) throw error
  }
}
