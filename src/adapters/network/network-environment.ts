import {
  CERTIFICATE_VARIABLES,
  isNetworkVariable,
  JAVA_VARIABLES,
  javaWords,
  SCOPED_REGISTRY,
} from './network-variables.ts'
import { usersRegistries } from './users-registries.ts'

type Variables = Readonly<Record<string, string | undefined>>

export interface NetworkEnvironment {
  readonly variables: Readonly<Record<string, string>>
  /** Files and folders of this machine that they name: certificates, and registries that are a folder. */
  readonly files: readonly string[]
  /** Lines for the `.npmrc` of a home: which registry has which scope. */
  readonly npmrc: readonly string[]
}

/** What a set-up or a job is given to find its registries. */
export function networkEnvironment(environment: Variables = process.env): NetworkEnvironment {
  const { variables: own, scopes } = usersRegistries(environment)
  const variables: Record<string, string> = { ...own }
  const npmrc = [...scopes]
  const files: string[] = []
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '') continue
    if (isNetworkVariable(name)) variables[name] = value
    if (CERTIFICATE_VARIABLES.includes(name)) {
      variables[name] = value
      files.push(...value.split(':'))
    }
    const [, scope] = SCOPED_REGISTRY.exec(name) ?? []
    if (scope !== undefined && !/\s/.test(value)) npmrc.push(`${scope}=${value}`)
    if (!JAVA_VARIABLES.includes(name)) continue
    const words = javaWords(value)
    if (words.length > 0) variables[name] = words.join(' ')
    files.push(...words.flatMap(storeIn))
  }
  return { variables, files: [...files, ...Object.values(variables).flatMap(foldersIn)], npmrc }
}

function storeIn(word: string): string[] {
  const [, path] = /^-Djavax\.net\.ssl\.trustStore=(.+)$/.exec(word) ?? []
  return path === undefined ? [] : [path]
}

/** `PIP_FIND_LINKS=/opt/wheels`, `GOPROXY=file:///srv/go`. What an index `…/simple` lists lies beside it. */
function foldersIn(value: string): string[] {
  return value.split(/[\s,|]+/).flatMap((word) => {
    const [, path] = /^(?:file:\/\/)?(\/[^/].*)$/.exec(word) ?? []
    return path === undefined ? [] : [path.replace(/(.)\/simple\/?$/, '$1')]
  })
}
