import { z } from 'zod'
import { createOctokit } from '../../adapters/github/connection/sending/create-octokit.ts'
import type { Credentials } from './save-credentials.ts'

const Created = z.object({
  id: z.int().positive(),
  html_url: z.url(),
  pem: z.string().min(1),
  webhook_secret: z.string().min(1),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
})

export interface CreatedApp {
  readonly credentials: Credentials
  /** Its public page. */
  readonly page: string
}

/** Takes the App's credentials, once, for the code that GitHub has sent the browser back with. */
export async function convertManifest(code: string, baseUrl: string): Promise<CreatedApp> {
  const octokit = createOctokit({ baseUrl, pacing: 'none' }, {})
  const { data } = await octokit.request('POST /app-manifests/{code}/conversions', { code })
  const created = Created.parse(data)
  return {
    page: created.html_url,
    credentials: {
      APP_ID: String(created.id),
      PRIVATE_KEY: created.pem.trim(),
      WEBHOOK_SECRET: created.webhook_secret,
      GITHUB_CLIENT_ID: created.client_id,
      GITHUB_CLIENT_SECRET: created.client_secret,
    },
  }
}
