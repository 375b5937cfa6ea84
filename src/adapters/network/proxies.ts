import * as http from 'node:http'

type Variables = Readonly<Record<string, string | undefined>>

/** No proxy reaches the machine that asks it: here are the embedded GitHub, and perhaps a model. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '::1']

/**
 * How this process reaches others, as variables of git and of Node: the operator's proxies in both spellings, for curl knows `http_proxy`
 * in lower case alone. Nothing where there is none.
 */
export function proxyVariables(env: Variables = process.env): Readonly<Record<string, string>> {
  const httpProxy = env.http_proxy || env.HTTP_PROXY
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY
  if (!httpProxy && !httpsProxy) return {}
  const named = (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter(Boolean)
  return {
    ...bothSpellings('http_proxy', httpProxy),
    ...bothSpellings('https_proxy', httpsProxy),
    ...bothSpellings('no_proxy', [...new Set([...named, ...THIS_MACHINE])].join(',')),
  }
}

/**
 * From now on every request of this process, to GitHub and to models alike, goes the way that git goes (O5). Answers what takes this back.
 * Throws where an address of a proxy cannot be used.
 */
export function useProxies(env: Variables = process.env): () => void {
  const variables = proxyVariables(env)
  if (Object.keys(variables).length === 0) return () => {}
  // Node 24 before 24.14 has it only as a flag of the command line, which whoever needs a proxy there can give.
  const set: typeof http.setGlobalProxyFromEnv | undefined = http.setGlobalProxyFromEnv
  return set?.(variables) ?? (() => {})
}

function bothSpellings(name: string, value: string | undefined): Record<string, string> {
  return value ? { [name]: value, [name.toUpperCase()]: value } : {}
}
