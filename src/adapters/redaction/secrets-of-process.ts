import type { AnyToolchain } from '../../config/toolchains/toolchains.ts'
import { networkCredentials } from '../network/without-credentials.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Names under which secrets are kept in an environment, whoever has set them. */
const SECRET_NAME =
  /(?:^|_)(?:API_?KEYS?|KEYS?|TOKENS?|SECRETS?|PASS(?:WORD|WD|PHRASE)?|PWD|CREDENTIALS?|PAT|AUTH)(?:_OLD)?$|^(?:DATABASE|REDIS|MONGO(?:DB)?|AMQP)_URL$/i

/** Folders, which are no secrets. */
const NO_SECRET = /^(?:OLD)?PWD$/

/**
 * Names of settings. What they are set to stands in ordinary texts, patches and names of branches, where it would be taken for a leak;
 * a login in it is a secret still.
 */
const SETTING_NAME =
  /(?:^|_)(?:ENV|ENVIRONMENT|MODE|LEVEL|REGION|ZONE|LOCATION|LOCALE|LANG(?:UAGE)?|TZ|TERM|SHELL|PATH|DIR|HOME|ROOT|MODEL|VERSION|(?:BASE|API|PROXY|REGISTRY)_URL|PROXY|HOST|ENDPOINT|ORG(?:ANIZATION)?|PROJECT|PROFILE|USER(?:NAME)?)$|^LC_[A-Z]+$/i

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

/** Values that the operator has agents be given, by any name but that of a setting, and the keys that are held for them. */
export function secretsOfToolchains(
  toolchains: Iterable<AnyToolchain>,
  environment: Environment = process.env,
): readonly string[] {
  return [...toolchains].flatMap((toolchain) => {
    if (toolchain.kind === 'workflow') return []
    const { environment: names, provider } = toolchain
    return [...names, provider?.key, provider?.token].flatMap((name) => {
      const value = name && environment[name]
      if (!value) return []
      return SETTING_NAME.test(name) ? passwordIn(value) : [value]
    })
  })
}

/** Also of an address that cannot be read, which an error may quote in part. */
function passwordIn(address: string): readonly string[] {
  const password = URL.parse(address)?.password ?? /:\/\/[^/:]*:(.+)@/s.exec(address)?.[1]
  return password ? [password, unescaped(password)] : []
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
