import type { GitHubContext } from '../github-context.ts'
import type { App } from '../model.ts'

/** What an App is called when people sign in with it. */
export function clientId({ id }: Pick<App, 'id'>): string {
  return `Iv1.${id}`
}

/** One that people can sign in with. */
export function findClient(
  github: GitHubContext,
  id: string,
): (App & { signIn: NonNullable<App['signIn']> }) | undefined {
  const app = github.state.apps.find((candidate) => clientId(candidate) === id)
  return app?.signIn && { ...app, signIn: app.signIn }
}

export function isClient(github: GitHubContext, id: string, secret: string): boolean {
  return findClient(github, id)?.signIn.secret === secret
}
