import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import { createOctokit } from '../sending/create-octokit.ts'
import { authorized, type TokenSeen } from './authorized.ts'
import { installationToken } from './installation-token.ts'
import { type Connection, paceOf } from './open-client.ts'
import { TOKEN_PERMISSIONS } from './token-permissions.ts'

const Installed = z.array(z.object({ id: z.int(), suspended_at: z.string().nullish() }))

export interface Reading<Found> {
  readonly options: Connection
  readonly onToken: TokenSeen
  /** With a token that may read issues. */
  readonly read: (octokit: ProbotOctokit) => Promise<readonly Found[]>
}

export interface OfEvery<Found> {
  readonly found: readonly Found[]
  /** False where one of them could not be read, which does not hide the others. */
  readonly isWhole: boolean
}

export async function ofEveryInstallation<Found>(
  app: ProbotOctokit,
  { options, onToken, read }: Reading<Found>,
): Promise<OfEvery<Found>> {
  const installed = Installed.parse(await app.paginate('GET /app/installations', { per_page: 100 }))
  const found: Found[] = []
  const failures: unknown[] = []
  for (const { id } of installed.filter(({ suspended_at }) => !suspended_at)) {
    const asked = { installationId: id, permissions: TOKEN_PERMISSIONS.labels, onToken }
    const token = (refresh: boolean) => installationToken(app, { ...asked, refresh })
    const octokit = authorized(createOctokit(options, { pace: paceOf(options, id) }), token)
    await read(octokit).then(
      (some) => found.push(...some),
      (error: unknown) => failures.push(error),
    )
  }
  if (found.length === 0 && failures.length > 0) throw failures[0]
  return { found, isWhole: failures.length === 0 }
}
