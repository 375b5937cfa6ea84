import type { GitHubContext } from '../github-context.ts'

/** The person's own: one that an App has got by a sign-in may only what the App may. */
export function personalToken({ state }: Pick<GitHubContext, 'state'>, login: string): string | undefined {
  return state.tokens.find((one) => one.kind === 'user' && one.appId === undefined && one.login === login)
    ?.token
}
