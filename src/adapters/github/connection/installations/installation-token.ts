import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { TokenSeen } from './authorized.ts'

const Token = z.object({ token: z.string().min(1) })

interface Wanted {
  readonly installationId: number
  readonly permissions: Readonly<Record<string, string>>
  readonly repositoryNames?: readonly string[]
  readonly repositoryIds?: readonly number[]
  /** A new one, whatever is remembered. */
  readonly refresh?: boolean
  readonly onToken: TokenSeen
}

/** A token; auth-app remembers each for an hour. It does so too with an answer that broke off, and that is asked for once more. */
export async function installationToken(app: ProbotOctokit, { onToken, ...wanted }: Wanted): Promise<string> {
  const asked = { type: 'installation', ...wanted }
  const first = Token.safeParse(await app.auth(asked))
  const { token } = first.success ? first.data : Token.parse(await app.auth({ ...asked, refresh: true }))
  onToken(token)
  return token
}
