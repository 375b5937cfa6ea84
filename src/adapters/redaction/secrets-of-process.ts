import type { AnyToolchain } from '../../config/toolchains/toolchains.ts'
import { networkCredentials } from '../network/without-credentials.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Names under which secrets are kept in an environment, whoever has set them. */
const SECRET_NAME =
  /(?:^|_)(?:API_?KEYS?|KEYS?|TOKENS?|SECRETS?|PASS(?:WORD|WD|PHRASE)?|PWD|CREDENTIALS?|PAT|AUTH)(?:_OLD)?$|^(?:DATABASE|REDIS|MONGO(?:DB)?|AMQP)_URL$/i

/** Folders, which are no secrets. */
const NO_SECRET = /^(?:OLD)?PWD$/

/** Every secret that this process was started with: its own, its user's, and what its proxies and registries ask for. */
export function secretsOfProcess(environment: Environment = process.env): readonly string[] {
  const named = Object.entries(environment).filter(
    ([name]) => SECRET_NAME.test(name) && !NO_SECRET.test(name),
  )
  return [
    ...named.flatMap(([, value]) => (value ? [value, ...passwordIn(value)] : [])),
    ...networkCredentials(),
  ]
}

/** Values that the operator has agents be given, by whatever name, and the keys that are held for them. */
export function secretsOfToolchains(
  toolchains: Iterable<AnyToolchain>,
  environment: Environment = process.env,
): readonly string[] {
  return [...toolchains].flatMap((toolchain) => {
    if (toolchain.kind === 'workflow') return []
    const { environment: names, provider } = toolchain
    return [...names, provider?.key, provider?.token].flatMap((name) => {
      const value = name && environment[name]
      return value ? [value] : []
    })
  })
}

function passwordIn(address: string): readonly string[] {
  const password = URL.parse(address)?.password
  return password ? [password, decodeURIComponent(password)] : []
}
