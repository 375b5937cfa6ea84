import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { GatewayProvider } from '../gateway/requests/headers.ts'
import { readCodexLogin } from './codex-login.ts'

type Provider = NonNullable<Toolchain['provider']>

export interface CredentialOptions {
  /** Log-ins of agents on this machine may be used: whoever started the command is the one who is logged in. */
  readonly logins?: boolean | undefined
}

/** Where the model is asked, and with what; or what is needed. */
export type Credential =
  | { readonly kind: 'held'; readonly gateway: GatewayProvider }
  /** `login` is a sentence on what could take the place of the key. */
  | { readonly kind: 'missing'; readonly login: string }

/** What the gateway shows to a provider: the key, or where none is set, the token of a subscription, or else a log-in of this machine. */
export async function findCredential(
  provider: Provider,
  { logins = false }: CredentialOptions,
): Promise<Credential> {
  const { base_url: baseUrl, key: variable, header, token, login } = provider
  const used = tokenInUse(provider)
  if (used !== undefined) {
    const bearer = { key: process.env[used] ?? '', variable: used, header: 'authorization' as const }
    return { kind: 'held', gateway: { baseUrl, ...bearer } }
  }
  const key = process.env[variable]
  if (key) return { kind: 'held', gateway: { baseUrl, key, variable, header } }
  if (login !== undefined && logins) return codexCredential(provider, login.base_url)
  return { kind: 'missing', login: token === undefined ? NO_LOGIN : tokenInstead(token) }
}

const NO_LOGIN = 'A log-in by subscription cannot be used for it, because only the agent itself can renew it.'

function tokenInstead(token: string): string {
  return `With a subscription instead: set ${token} to a token that was made for it (for claude: \`claude setup-token\`).`
}

async function codexCredential(provider: Provider, subscriptionUrl: string): Promise<Credential> {
  const { base_url: baseUrl, header } = provider
  const login = await readCodexLogin(Date.now())
  switch (login.kind) {
    case 'unusable':
      return { kind: 'missing', login: `Or log in to codex, by subscription or key. ${login.reason}` }
    case 'api-key':
      return { kind: 'held', gateway: { baseUrl, header, key: login.key, variable: login.file } }
    case 'subscription': {
      const { file: variable, accessToken: key, account } = login
      const gateway = {
        ...{ baseUrl: subscriptionUrl, header, key, variable },
        headers: withoutUndefined({ 'chatgpt-account-id': account }),
        unversioned: true,
        renewal: 'start `codex` once, which renews it, or log in with `codex login`',
      }
      return { kind: 'held', gateway }
    }
    default:
      return login satisfies never
  }
}

/** The variable of the token, where it is used. */
function tokenInUse({ key, token }: Provider): string | undefined {
  return !process.env[key] && token !== undefined && process.env[token] ? token : undefined
}

/** What stands in the place of a real key or token in an agent's environment; the gateway replaces it. */
const DUMMY = 'held-by-the-gateway'

/**
 * With a token, an agent is told so by a dummy of the same name, and has no dummy of a key: it then asks in the way that its provider
 * expects of a subscription. The token itself never enters a sandbox.
 */
export function withTokenDummy(
  { provider }: Toolchain,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const token = provider && tokenInUse(provider)
  if (token === undefined) return { ...environment }
  const rest = Object.entries(environment).filter(([, value]) => value !== DUMMY)
  return { ...Object.fromEntries(rest), [token]: DUMMY }
}

/** What to do about a key that is not there; undefined where it or what takes its place is, or none is needed. */
export async function missingKeySentence(
  name: string,
  { provider }: Toolchain,
  options: CredentialOptions,
): Promise<string | undefined> {
  if (provider === undefined) return undefined
  const found = await findCredential(provider, options)
  if (found.kind === 'held') return undefined
  return `The toolchain ${name} needs a key of its provider: set ${provider.key}. ${found.login} The agent does not get to see it.`
}
