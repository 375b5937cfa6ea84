import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import { type HookState, readHook } from '../adapters/github/connection/app/read-hook.ts'
import type { OctokitOptions } from '../adapters/github/connection/sending/create-octokit.ts'
import { onSettingsPage } from '../messages/operator/on-settings-page.ts'
import { wrongSecret } from '../messages/operator/wrong-secret.ts'
import { type Check, type Finding, ok, warn } from './check.ts'

const ON_PAGE = onSettingsPage('Webhook')

/** Where GitHub delivers to, how, and whether the last deliveries were taken (O9). `publicUrl` is the one that the operator names. */
export function checkWebhook(
  credentials: AppCredentials,
  { github, publicUrl }: { readonly github: OctokitOptions; readonly publicUrl: string | undefined },
): Check {
  return async () => {
    const state = await readHook(credentials, github)
    // That GitHub does not answer is said of the App.
    return state === undefined ? [] : [...hookFindings(state.hook, publicUrl), ...deliveryFindings(state)]
  }
}

function hookFindings({ url, content_type, secret }: HookState['hook'], publicUrl: string | undefined) {
  const findings: Finding[] = []
  if (!url) findings.push(warn('webhook', 'the App has no webhook address', `Enter one ${ON_PAGE}.`))
  else if (publicUrl !== undefined && !url.startsWith(publicUrl))
    findings.push(
      warn(
        'webhook',
        `GitHub delivers to ${url}, which is not at PUBLIC_URL`,
        `Change one of the two: the address ${ON_PAGE}, or PUBLIC_URL.`,
      ),
    )
  if (content_type !== undefined && content_type !== 'json')
    findings.push(
      warn(
        'webhook',
        `GitHub delivers as ${content_type}`,
        `Set the content type to application/json ${ON_PAGE}.`,
      ),
    )
  if (url && !secret)
    findings.push(
      warn('webhook', 'the App has no webhook secret', `Enter that of WEBHOOK_SECRET ${ON_PAGE}.`),
    )
  return findings
}

function deliveryFindings({ hook: { url }, deliveries }: HookState): Finding[] {
  // Those of an address that is no longer there say nothing.
  if (!url) return []
  const [last] = deliveries
  if (last === undefined) return [ok('webhook', `GitHub delivers to ${url}; nothing was delivered yet`)]
  const failed = deliveries.filter(({ status_code }) => status_code < 200 || status_code >= 300)
  if (last.status_code === 401)
    return [warn('webhook', 'the last delivery was answered with 401', wrongSecret())]
  if (failed.includes(last))
    return [
      warn(
        'webhook',
        `${failed.length} of the last ${deliveries.length} deliveries failed, the last with ${last.status_code || 'no answer'}`,
        `Look whether GitHub reaches ${url}; what failed is asked for again by itself.`,
      ),
    ]
  return [ok('webhook', `GitHub delivers to ${url}, the last time at ${last.delivered_at}`)]
}
