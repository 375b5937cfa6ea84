import { isDeepStrictEqual } from 'node:util'
import { asList, asMapping, type Mapping } from '../../files/read-data.ts'

/**
 * What a configuration says now, with everything put back by which its tool only asks for more than before, or is itself a newer one of
 * the same place. Equal to what it said, it asks for no less.
 */
export function asBefore(path: string, was: unknown, is: unknown): unknown {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (name === 'pom.xml') return withOldVersions(was, is)
  if (name === '.pre-commit-config.yaml') return withOldRevisions(was, is)
  if (/^[jt]sconfig[^/]*\.json$/.test(name)) return withOldCompiler(was, is)
  if (/^\.eslintrc(?:\.json|\.ya?ml)?$/.test(name)) return withoutMoreRules(was, is)
  return is
}

/** Plugins and what they run, wherever they are named with a group, an artifact and a version. */
function withOldVersions(was: unknown, is: unknown): unknown {
  if (Array.isArray(was) && Array.isArray(is))
    return was.length === is.length ? is.map((one, index) => withOldVersions(was[index], one)) : is
  if (!isMapping(was) || !isMapping(is)) return is
  const isSame = ['groupId', 'artifactId'].every((key) => isDeepStrictEqual(was[key], is[key]))
  const isNamed = typeof is.artifactId === 'string'
  return mapped(is, (key, value) => {
    if (key === 'version' && isNamed && isSame && isNewer(was[key], value)) return was[key]
    return Object.hasOwn(was, key) ? withOldVersions(was[key], value) : value
  })
}

/** https://pre-commit.com/#pre-commit-configyaml---repos */
function withOldRevisions(was: unknown, is: unknown): unknown {
  const old = asList(asMapping(was).repos)
  return mapped(asMapping(is), (key, value) => {
    if (key !== 'repos' || !Array.isArray(value) || value.length !== old.length) return value
    return value.map((one, index) => {
      const [before, now] = [asMapping(old[index]), asMapping(one)]
      const isSame = typeof now.repo === 'string' && now.repo === before.repo
      return isSame && isNewer(before.rev, now.rev) ? { ...now, rev: before.rev } : one
    })
  })
}

/** https://www.typescriptlang.org/tsconfig: those that find more, and the language that code may be written in. */
const STRICTER =
  /^(?:strict\w*|noImplicit\w+|noUnused\w+|noUnchecked\w+|noFallthrough\w+|noPropertyAccess\w+|exactOptional\w+|useUnknownInCatchVariables|alwaysStrict|noEmitOnError|forceConsistentCasingInFileNames)$/

function withOldCompiler(was: unknown, is: unknown): unknown {
  const old = asMapping(asMapping(was).compilerOptions)
  return mapped(asMapping(is), (key, value) => {
    if (key !== 'compilerOptions' || !isMapping(value)) return value
    const kept = mapped(value, (name, now) => {
      const isLanguage = name === 'target' || name === 'lib'
      return isLanguage && isNewerLanguage(old[name], now) ? old[name] : now
    })
    const isMore = (name: string) => STRICTER.test(name) && kept[name] === true && old[name] !== true
    const without = Object.entries(kept).filter(([name]) => !isMore(name) || Object.hasOwn(old, name))
    return Object.fromEntries(without.map(([name, now]) => [name, isMore(name) ? old[name] : now]))
  })
}

function isNewerLanguage(was: unknown, is: unknown): boolean {
  const [old, now] = [asList(was), asList(is)]
  return (
    Array.isArray(was) === Array.isArray(is) &&
    old.length === now.length &&
    old.every((one, index) => {
      const [before, after] = [yearOf(one), yearOf(now[index])]
      return (
        isDeepStrictEqual(one, now[index]) || (before !== undefined && after !== undefined && after > before)
      )
    })
  )
}

function yearOf(value: unknown): number | undefined {
  const [, year] = /^es(20\d\d)$/i.exec(String(value)) ?? []
  return year === undefined ? undefined : Number(year)
}

/** Rules that are new and are errors. Of a set that is extended, one with options of its own may ask for less. */
function withoutMoreRules(was: unknown, is: unknown): unknown {
  const [before, now] = [asMapping(was), asMapping(is)]
  if ('extends' in before || 'extends' in now || !isMapping(before.rules)) return is
  const old = before.rules
  return mapped(now, (key, value) => {
    if (key !== 'rules' || !isMapping(value)) return value
    const kept = Object.entries(value).filter(([rule, asked]) => Object.hasOwn(old, rule) || !isError(asked))
    return Object.fromEntries(kept)
  })
}

function isError(asked: unknown): boolean {
  const severity: unknown = Array.isArray(asked) ? asked[0] : asked
  return severity === 'error' || severity === 2
}

/** `1.10` after `1.9`, `v2` after `v1`; nothing but numbers can be told. */
function isNewer(was: unknown, is: unknown): boolean {
  const [old, now] = [was, is].map((one) =>
    /^v?(\d{1,9}(?:\.\d{1,9}){0,5})$/.exec(String(one))?.[1]?.split('.'),
  )
  if (!old || !now) return false
  for (let at = 0; at < Math.max(old.length, now.length); at += 1) {
    const [before, after] = [Number(old[at] ?? 0), Number(now[at] ?? 0)]
    if (before !== after) return after > before
  }
  return false
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function mapped(value: Mapping, change: (key: string, value: unknown) => unknown): Mapping {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(key, one)]))
}
