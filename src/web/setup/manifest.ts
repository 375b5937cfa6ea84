import { type AppManifest, appManifest } from '../../adapters/app-manifest.ts'

/** What GitHub creates an App from: https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
export interface Manifest extends AppManifest {
  readonly url: string
  readonly redirect_url: string
  readonly hook_attributes: { readonly url: string }
  /** Where GitHub sends people back to who sign in to the dashboard. */
  readonly callback_urls: readonly string[]
}

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
  return {
    ...appManifest(),
    url: home,
    redirect_url: redirect,
    hook_attributes: { url: webhook },
    callback_urls: [`${home}/sign-in/callback`],
  }
}
