import { networkEnvironment } from './network-environment.ts'

/** The same text without what the addresses of proxies and registries hold of names and passwords. */
export function withoutCredentials(text: string): string {
  let masked = text
  for (const secret of networkCredentials()) masked = masked.replaceAll(secret, '***')
  return masked.replaceAll(/:\/\/[^\s/@]{1,500}@/g, '://***@')
}

/** Texts that nobody may read who reads a log: longest first, so that none is masked in part. */
export function networkCredentials(): readonly string[] {
  const { variables, npmrc } = networkEnvironment()
  const values = [...Object.values(variables), ...npmrc.map((line) => line.slice(line.indexOf('=') + 1))]
  const found = new Set(values.flatMap(credentialsIn))
  return [...found].filter((one) => one.length >= SHORTEST).sort((a, b) => b.length - a.length)
}

/** Shorter ones would be found in every other word. */
const SHORTEST = 4
/** A name that stands without a password, or is as long as this, may be a token. */
const LONGEST_NAME = 16

/** Of one address, or several beside each other, or of options of Java. */
function credentialsIn(value: string): string[] {
  return value.split(/[\s,|]+/).flatMap((address) => {
    const [, option] = /^-D[\w.]+(?:proxyPassword|trustStorePassword)=(.+)$/.exec(address) ?? []
    if (option !== undefined) return [option]
    const url = URL.parse(address.replace(/^(?:sparse|git|registry)\+/, ''))
    if (!url) return []
    const { username, password } = url
    const name = username !== '' && (password === '' || username.length >= LONGEST_NAME) ? [username] : []
    if (password === '') return [...name, ...name.map(decoded)]
    const pair = `${decoded(username)}:${decoded(password)}`
    return [...name, ...name.map(decoded), password, decoded(password), base64(pair)]
  })
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
