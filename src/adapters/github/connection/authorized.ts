import type { ProbotOctokit } from 'probot'

/** Told every token of an installation, so that none of them is ever said. */
export type TokenSeen = (token: string) => void

/** The same client, whose every request carries a token. */
export function authorized(
  octokit: ProbotOctokit,
  token: (refresh: boolean) => Promise<string>,
): ProbotOctokit {
  octokit.hook.wrap('request', async (request, parameters) => {
    // Octokit's hooks pass the same parameters on, so they are changed in place instead of copied.
    const send = async (refresh: boolean) => {
      parameters.headers = { ...parameters.headers, authorization: `token ${await token(refresh)}` }
      return request(parameters)
    }
    try {
      return await send(false)
    } catch (error) {
      // The token was revoked, or is not known everywhere yet. Nothing has happened, so sending the request again is safe.
      if (!(error instanceof Error && 'status' in error && error.status === 401)) throw error
      return send(true)
    }
  })
  return octokit
}
