import { z } from 'zod'
import type { OctokitOptions } from '../sending/create-octokit.ts'
import { type AppCredentials, createAppClient } from './create-app-client.ts'

const Hook = z.object({
  url: z.string().optional(),
  content_type: z.string().optional(),
  /** Asterisks, where there is one. */
  secret: z.string().nullish(),
})

const Deliveries = z.array(z.object({ delivered_at: z.string(), status_code: z.int(), event: z.string() }))

export interface HookState {
  readonly hook: z.infer<typeof Hook>
  /** The newest first, as many as GitHub gives at once. */
  readonly deliveries: z.infer<typeof Deliveries>
}

/** How GitHub delivers webhooks to the App, and what became of the last ones; undefined where it does not say. */
export async function readHook(
  credentials: AppCredentials,
  options: OctokitOptions,
): Promise<HookState | undefined> {
  const octokit = createAppClient(credentials, options)
  try {
    const [hook, deliveries] = await Promise.all([
      octokit.request('GET /app/hook/config'),
      octokit.request('GET /app/hook/deliveries', { per_page: 30 }),
    ])
    return { hook: Hook.parse(hook.data), deliveries: Deliveries.parse(deliveries.data) }
  } catch {
    return undefined
  }
}
