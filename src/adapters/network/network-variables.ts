/**
 * How this machine reaches registries, whose certificates it trusts there, and which registries those are. Set-ups and jobs get these
 * variables where they are set; no agent does, nor what runs the tests of candidates. None that holds nothing but a token is among them.
 */
const NETWORK_VARIABLES: readonly string[] = words(`
  HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy all_proxy
  YARN_HTTP_PROXY YARN_HTTPS_PROXY CARGO_HTTP_PROXY PIP_PROXY HEX_HTTP_PROXY HEX_HTTPS_PROXY
  CARGO_NET_GIT_FETCH_WITH_CLI CARGO_NET_OFFLINE UV_SYSTEM_CERTS UV_NATIVE_TLS
  YARN_REGISTRY YARN_NPM_REGISTRY_SERVER BUN_CONFIG_REGISTRY COREPACK_NPM_REGISTRY
  PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_NO_INDEX PIP_TRUSTED_HOST PIPENV_PYPI_MIRROR PDM_PYPI_URL
  UV_INDEX UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_NO_INDEX UV_OFFLINE
  UV_INSECURE_HOST UV_PYTHON_INSTALL_MIRROR
  GOPROXY GOSUMDB GONOSUMDB GONOPROXY GOPRIVATE GOINSECURE GOFLAGS
  HEX_MIRROR RUSTUP_DIST_SERVER RUSTUP_UPDATE_ROOT
`)

/** Of these the values are paths of this machine. */
export const CERTIFICATE_VARIABLES: readonly string[] = words(`
  NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE GIT_SSL_CAINFO GIT_SSL_CAPATH
  PIP_CERT CARGO_HTTP_CAINFO BUNDLE_SSL_CA_CERT HEX_CACERTS_PATH YARN_HTTPS_CA_FILE_PATH DENO_CERT
  npm_config_cafile NPM_CONFIG_CAFILE
`)

/** Names that a user makes up a part of. */
const FAMILIES: readonly RegExp[] = [
  /^npm_config_(?:registry|(?:prefer[_-])?offline|proxy|https?[_-]proxy|noproxy|replace[_-]registry[_-]host)$/i,
  /^CARGO_REGISTR(?:Y|IES_[A-Z0-9_]{1,60})_(?:INDEX|PROTOCOL|DEFAULT)$/,
  /^BUNDLE_MIRROR__[A-Z0-9_]{1,200}$/,
  /^POETRY_REPOSITORIES_[A-Z0-9_]{1,60}_URL$/,
]

/** npm's registry of one scope. Shells drop a variable of such a name, so it is given in a file. */
export const SCOPED_REGISTRY = /^npm_config_(@[\w.-]{1,100}:registry)$/i

/** Java reads no other variable; of these only the words about proxies and certificates count. */
export const JAVA_VARIABLES: readonly string[] = words('MAVEN_OPTS GRADLE_OPTS JAVA_TOOL_OPTIONS')

const JAVA_WORD =
  /^-D(?:(?:https?|socks)\.(?:proxy(?:Host|Port|User|Password)|nonProxyHosts)|javax\.net\.ssl\.trustStore(?:Type|Password)?)=\S+$/

export function isNetworkVariable(name: string): boolean {
  return NETWORK_VARIABLES.includes(name) || FAMILIES.some((family) => family.test(name))
}

export function javaWords(value: string): readonly string[] {
  return value.split(/\s+/).filter((word) => JAVA_WORD.test(word))
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
