import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { PACKAGE } from '../../adapters/own-files.ts'

/** What GitHub creates an App from: https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
export type Manifest = z.infer<typeof OurManifest> & {
  readonly url: string
  readonly redirect_url: string
  readonly hook_attributes: { readonly url: string }
}

const OurManifest = z.object({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])),
  default_events: z.array(z.string()),
})

interface Addresses {
  /** Of this server's webhooks, as GitHub reaches it. */
  readonly webhook: string
  /** Of the server itself, for people. */
  readonly home: string
  /** Where GitHub sends the browser afterwards. */
  readonly redirect: string
}

/** `app.yml`, with the addresses of this server. */
export function readManifest({ webhook, home, redirect }: Addresses): Manifest {
  const ours = OurManifest.parse(parse(readFileSync(join(PACKAGE, 'app.yml'), 'utf8')))
  return { ...ours, url: home, redirect_url: redirect, hook_attributes: { url: webhook } }
}
