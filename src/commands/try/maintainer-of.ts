import type { LocalRepository } from './read-repository.ts'

/** Logins that are taken: the owner of the repository, the app, and names that GitHub keeps for itself. */
const TAKEN = ['local', 'speculate', 'ghost', 'web-flow', 'github-actions']
const NOBODY = 'you'

/** The person who labels the issue: the user that git is configured for, as a login. */
export async function maintainerOf({ git }: Pick<LocalRepository, 'git'>): Promise<string> {
  const { stdout } = await git(['config', '--get', 'user.name'])
  const login = stdout
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 39)
    .replace(/^-|-$/g, '')
  return login === '' || TAKEN.includes(login) ? NOBODY : login
}
