import { join } from 'node:path'
import type { Places } from './places.ts'

/** Where each version manager keeps what it has installed: the variable that says so, and its documented default. */
const MANAGERS: Readonly<Record<string, readonly [variable: string, otherwise: string]>> = {
  nvm: ['NVM_DIR', '~/.nvm'],
  fnm: ['FNM_DIR', '~/.local/share/fnm'],
  volta: ['VOLTA_HOME', '~/.volta'],
  n: ['N_PREFIX', '/usr/local'],
  nodenv: ['NODENV_ROOT', '~/.nodenv'],
  asdf: ['ASDF_DATA_DIR', '~/.asdf'],
  mise: ['MISE_DATA_DIR', '~/.local/share/mise'],
  pyenv: ['PYENV_ROOT', '~/.pyenv'],
  uv: ['UV_PYTHON_INSTALL_DIR', '~/.local/share/uv/python'],
  rbenv: ['RBENV_ROOT', '~/.rbenv'],
  rvm: ['rvm_path', '~/.rvm'],
  phpenv: ['PHPENV_ROOT', '~/.phpenv'],
  goenv: ['GOENV_ROOT', '~/.goenv'],
  gopath: ['GOPATH', '~/go'],
  sdkman: ['SDKMAN_DIR', '~/.sdkman'],
  rustup: ['RUSTUP_HOME', '~/.rustup'],
  dotnet: ['DOTNET_ROOT', '~/.dotnet'],
  corepack: ['COREPACK_HOME', '~/.cache/node/corepack'],
  gradle: ['GRADLE_USER_HOME', '~/.gradle'],
  bun: ['BUN_INSTALL', '~/.bun'],
  deno: ['DENO_INSTALL', '~/.deno'],
  cargo: ['CARGO_HOME', '~/.cargo'],
}

/**
 * The patterns below which something may lie, from one that is written shortly: `nvm:versions/node/*` stands in the folder of nvm,
 * `toolcache:go/*` in any of the tool caches of GitHub's runner. What begins with `/` or `~/` is meant as it stands.
 */
export function patternsOf(places: Places, short: string): readonly string[] {
  const [manager = '', way = ''] = short.split(':')
  if (manager === 'toolcache') return toolCaches(places).map((folder) => join(folder, way))
  const known = MANAGERS[manager]
  if (known === undefined) return [places.path(short)]
  const [variable, otherwise] = known
  return [join(places.variable(variable) ?? places.path(otherwise), way)]
}

function toolCaches(places: Places): readonly string[] {
  const told = [places.variable('RUNNER_TOOL_CACHE'), places.variable('AGENT_TOOLSDIRECTORY')]
  return [...new Set([...told.filter((folder) => folder !== undefined), places.path('/opt/hostedtoolcache')])]
}
