import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import type { GatewayProvider } from '../gateway/requests/headers.ts'

type Provider = NonNullable<Toolchain['provider']>

/** What the gateway shows to a provider: the key, or where none is set, the token of a subscription. */
export function credentialOf(provider: Provider): Pick<GatewayProvider, 'key' | 'variable' | 'header'> {
  const token = tokenInUse(provider)
  return token === undefined
    ? { key: process.env[provider.key] ?? '', variable: provider.key, header: provider.header }
    : { key: process.env[token] ?? '', variable: token, header: 'authorization' }
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

/** What to do about a key that is not there; undefined where it or a token is, or none is needed. */
export function missingKeySentence(name: string, { provider }: Toolchain): string | undefined {
  if (provider === undefined || process.env[provider.key] || tokenInUse(provider) !== undefined)
    return undefined
  const { key, token } = provider
  const login =
    token === undefined
      ? 'A log-in by subscription cannot be used for it, because only the agent itself can renew it.'
      : `With a subscription instead: set ${token} to a token that was made for it (for claude: \`claude setup-token\`).`
  return `The toolchain ${name} needs a key of its provider: set ${key}. ${login} The agent does not get to see it.`
}
