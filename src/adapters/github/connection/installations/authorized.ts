import type { ProbotOctokit } from 'probot'
import type { InstallationLimited } from '../../../../ports/forge-errors.ts'
import { statusOf } from '../sending/github-errors.ts'
import { isOfInstallation } from './installation-limits.ts'

/** Told every token of an installation, so that none of them is ever said. */
export type TokenSeen = (token: string) => void

/** Finds out why a request, or a token, was refused. */
export type Explain = () => Promise<InstallationLimited | undefined>

/**
 * The same client, whose every request carries a token. `explain` finds the reason of a request that was refused for what the
 * installation is; without one the request's own error is thrown. Why there is no token is for `token` to say.
 */
export function authorized(
  octokit: ProbotOctokit,
  token: (refresh: boolean) => Promise<string>,
  explain: Explain = async () => undefined,
): ProbotOctokit {
  octokit.hook.wrap('request', async (request, parameters) => {
    // Octokit's hooks pass the same parameters on, so they are changed in place instead of copied.
    const send = async (refresh: boolean) => {
      parameters.headers = { ...parameters.headers, authorization: `token ${await token(refresh)}` }
      try {
        return await request(parameters)
      } catch (error) {
        throw isOfInstallation(error) ? ((await explain()) ?? error) : error
      }
    }
    try {
      return await send(false)
    } catch (error) {
      // The token was revoked, or is not known everywhere yet. Nothing has happened, so sending the request again is safe.
      if (statusOf(error) !== 401) throw error
      return send(true)
    }
  })
  return octokit
}
