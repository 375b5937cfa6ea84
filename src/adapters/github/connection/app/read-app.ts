import { messageOf } from '@speculate-dev/system'
import { z } from 'zod'
import { Slug } from '../../../../domain/issue/issue.ts'
import type { OctokitOptions } from '../sending/create-octokit.ts'
import { statusOf } from '../sending/github-errors.ts'
import { type AppCredentials, createAppClient } from './create-app-client.ts'

const App = z.object({
  slug: Slug,
  permissions: z.record(z.string(), z.string()),
  events: z.array(z.string()),
})
export type App = z.infer<typeof App>

export type AppAnswer =
  | { readonly kind: 'known'; readonly app: App }
  /** GitHub knows no App by this id and key. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody can say: GitHub does not answer, or not as GitHub does. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** What GitHub says of the App that these credentials belong to. */
export async function readApp(credentials: AppCredentials, options: OctokitOptions): Promise<AppAnswer> {
  const octokit = createAppClient(credentials, options)
  try {
    const { data } = await octokit.request('GET /app', { request: { retries: 0 } })
    return { kind: 'known', app: App.parse(data) }
  } catch (error) {
    const status = statusOf(error)
    // A key that signs nothing fails here, before anybody is asked.
    const isOurs = status === undefined && !(error instanceof z.ZodError)
    const kind = isOurs || status === 401 || status === 403 || status === 404 ? 'refused' : 'unknown'
    return { kind, reason: messageOf(error) }
  }
}
