import { asList, asMapping, asText, dig, readJson } from '../../files/read-data.ts'
import type { Sides } from '../changed-parts.ts'
import { lineOrigins, npmOrigins } from './read-origins.ts'

/** Where a package is taken from, without its version. */
interface Place {
  readonly name: string
  readonly host: string
  /** Undefined where the host has all packages by their names. */
  readonly address: string | undefined
}

const LOCK = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock)$/

export function isLock(path: string): boolean {
  return LOCK.test(path)
}

/** Whether a lock file takes a package from a place that it took none of this name from, nor any other from a registry there. */
export function movesPackages({ path, before = '', after = '' }: Sides): boolean {
  const was = placesIn(before, path)
  const hosts = new Set(was.map(({ host }) => host))
  const known = new Set(was.map(({ name, address }) => `${name} ${address}`))
  const names = new Set(was.map(({ name }) => name))
  return placesIn(after, path).some(({ name, host, address }) => {
    if (address === undefined) return !hosts.has(host) && !REGISTRIES.test(host)
    if (known.has(`${name} ${address}`)) return false
    // Packagist sends to any owner of the usual forges.
    return !path.endsWith('composer.lock') || names.has(name) || !(USUAL.test(host) || hosts.has(host))
  })
}

const REGISTRIES = /^registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)$/
const USUAL = /^(?:api\.github\.com|github\.com|codeload\.github\.com|gitlab\.com|bitbucket\.org)$/

function placesIn(text: string, path: string): readonly Place[] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'composer.lock') return ofComposer(text)
  const read = /^(?:yarn\.lock|pnpm-lock\.yaml)$/.test(name) ? lineOrigins(text) : npmOrigins(text)
  return Object.entries(asMapping(dig(read, 'origins'))).flatMap(([name, from]) =>
    (asText(from) ?? '').split(/ (?=\S+:)/).flatMap((one) => placeOf(name, one.trim())),
  )
}

/** A link leads to a package of the same repository, which is looked at by itself. */
function placeOf(name: string, from: string): readonly Place[] {
  if (from === '' || /^link\b|@(?:workspace|patch|portal|npm):/.test(from)) return []
  const host = hostOf(from)
  const isRegistry = /^https?:\/\/[^\s]{1,400}\/-\/[^/\s]{1,200}\.tgz(?:#\w*)?$/.test(from)
  return [{ name, host, address: isRegistry ? undefined : withoutVersion(from) }]
}

function hostOf(address: string): string {
  return (
    /^(?:\w[\w+]*:\/\/)?(?:[\w.-]{1,100}@)?([\w.-]{1,200})[/:]/.exec(address)?.[1] ?? address.slice(0, 100)
  )
}

function withoutVersion(address: string): string {
  return address
    .slice(0, 400)
    .replace(/#[^#]*$/, '')
    .replace(/\b[0-9a-f]{7,64}\b|v?\d+(?:\.\d+){1,3}[\w-]*/g, '*')
}

function ofComposer(text: string): readonly Place[] {
  const lock = readJson(text)
  return [dig(lock, 'packages'), dig(lock, 'packages-dev')].flatMap(asList).flatMap((one) => {
    const name = asText(dig(one, 'name')) ?? ''
    return [dig(one, 'dist', 'url'), dig(one, 'source', 'url')].flatMap((url): Place[] => {
      const from = asText(url)
      if (from === undefined) return []
      const host = hostOf(from)
      const [owner, repository = ''] = from
        .slice(from.indexOf(host) + host.length + 1)
        .replace(/^repos\//, '')
        .split('/')
      const address = USUAL.test(host) ? `${owner}/${repository.replace(/\.git$/, '')}` : withoutVersion(from)
      return [{ name, host, address }]
    })
  })
}
