import type { KnownRepository } from '../../adapters/storage/rows/finding/among.ts'

interface Known {
  readonly repositories: Promise<readonly KnownRepository[]>
  readonly until: number
}

/** As long as what GitHub has said of a person holds: who was taken out of a repository sees its runs for no longer than this. */
export const KNOWN_MS = 3 * 60_000
/** Sessions that are remembered at the same time; of more, GitHub is asked more often. */
const MOST = 1_000

/** Asks once for all that a session looks at in some minutes. A failure is not remembered. */
export function knownRepositories(
  read: (token: string) => Promise<readonly KnownRepository[]>,
  now: () => number,
) {
  const sessions = new Map<string, Known>()
  return {
    of({ id, token }: { readonly id: string; readonly token: string }): Promise<readonly KnownRepository[]> {
      const known = sessions.get(id)
      if (known && known.until > now()) return known.repositories
      const repositories = read(token)
      sessions.delete(id)
      sessions.set(id, { repositories, until: now() + KNOWN_MS })
      repositories.catch(() => {
        if (sessions.get(id)?.repositories === repositories) sessions.delete(id)
      })
      const [oldest] = sessions.keys()
      if (sessions.size > MOST && oldest !== undefined) sessions.delete(oldest)
      return repositories
    },
    forget: (id: string) => void sessions.delete(id),
  }
}
