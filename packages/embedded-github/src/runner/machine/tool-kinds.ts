import { arch } from 'node:process'

/** How a kind of tool is found that prints its version when asked. */
export interface ToolKind {
  /** Names of its main program on PATH. */
  readonly names: RegExp
  readonly ask: readonly string[]
  /** Reads the version out of the answer, into its first group. */
  readonly version: RegExp
  /** Reads what distinguishes it from another of the same version, as `InstalledTool.flavour`. */
  readonly flavours?: Readonly<Record<string, RegExp>>
  /** Patterns of its main program elsewhere (see `patternsOf`). A folder that is named by a whole version is believed. */
  readonly places: readonly string[]
}

/** In the words of GitHub's tool cache. */
export const ARCHITECTURE = arch === 'ia32' ? 'x86' : arch

const TOOL_KINDS: Readonly<Record<string, ToolKind>> = {
  node: {
    names: /^node(?:js)?$/,
    ask: ['--version'],
    version: /^v(\d\S*)/m,
    places: [
      'nvm:versions/node/*/bin/node',
      'fnm:node-versions/*/installation/bin/node',
      '~/.fnm/node-versions/*/installation/bin/node',
      'volta:tools/image/node/*/bin/node',
      'n:n/versions/node/*/bin/node',
      'nodenv:versions/*/bin/node',
      ...managed('nodejs', 'bin/node'),
      ...managed('node', 'bin/node'),
      `toolcache:node/*/${ARCHITECTURE}/bin/node`,
    ],
  },
  python: {
    names: /^(?:python(?:[23](?:\.\d+t?)?)?|pypy(?:[23](?:\.\d+)?)?)$/,
    // Twice V: only then does it say that it is free-threaded.
    ask: ['-VV'],
    version: /^Python (\d\S*)/m,
    flavours: { pypy: /\[PyPy /, graalpy: /GraalVM/, freethreaded: /free-threading build/ },
    places: [
      'pyenv:versions/*/bin/python',
      'uv:*/bin/python3',
      ...managed('python', 'bin/python3'),
      `toolcache:Python/*/${ARCHITECTURE}/bin/python`,
      `toolcache:Python/*/${ARCHITECTURE}-freethreaded/bin/python`,
      `toolcache:PyPy/*/${ARCHITECTURE}/bin/python`,
    ],
  },
  ruby: {
    names: /^(?:ruby\d*(?:\.\d+)?|jruby|truffleruby)$/,
    ask: ['--version'],
    version: /^(?:ruby|jruby|truffleruby) (\d[\d.]*(?:(?:dev|preview|rc)\d*)?)/m,
    flavours: { jruby: /^jruby/, truffleruby: /^truffleruby/ },
    places: [
      'rbenv:versions/*/bin/ruby',
      'rvm:rubies/*/bin/ruby',
      '/usr/local/rvm/rubies/*/bin/ruby',
      '/opt/rubies/*/bin/ruby',
      '~/.rubies/*/bin/ruby',
      ...managed('ruby', 'bin/ruby'),
      `toolcache:Ruby/*/${ARCHITECTURE}/bin/ruby`,
    ],
  },
  php: {
    names: /^php\d*(?:\.\d+)?$/,
    ask: ['--version'],
    version: /^PHP (\d[\w.]*)/m,
    places: ['phpenv:versions/*/bin/php', ...managed('php', 'bin/php')],
  },
  bun: simple('bun', /^(\d\S*)/m, ['bun:bin/bun', ...managed('bun', 'bin/bun')]),
  deno: simple('deno', /^deno (\d[^\s,]*)/m, ['deno:bin/deno', ...managed('deno', 'bin/deno')]),
  pnpm: simple('pnpm', /^(\d\S*)/m, [
    'volta:tools/image/pnpm/*/bin/pnpm',
    'corepack:v1/pnpm/*/bin/pnpm.cjs',
    ...managed('pnpm', 'bin/pnpm'),
  ]),
  yarn: simple('yarn', /^(\d\S*)/m, ['volta:tools/image/yarn/*/bin/yarn', ...managed('yarn', 'bin/yarn')]),
  uv: simple('uv', /^uv (\d\S*)/m, [
    '~/.local/bin/uv',
    'cargo:bin/uv',
    ...managed('uv', 'uv'),
    ...managed('uv', 'bin/uv'),
    `toolcache:uv/*/${ARCHITECTURE}/uv`,
  ]),
  gradle: simple('gradle', /^Gradle (\d\S*)/m, [
    'sdkman:candidates/gradle/*/bin/gradle',
    '/opt/gradle/*/bin/gradle',
    'gradle:wrapper/dists/*/*/gradle-*/bin/gradle',
    ...managed('gradle', 'bin/gradle'),
  ]),
  maven: simple('mvn', /^Apache Maven (\d\S*)/m, [
    'sdkman:candidates/maven/*/bin/mvn',
    '/opt/maven/bin/mvn',
    ...managed('maven', 'bin/mvn'),
  ]),
  protoc: simple('protoc', /^libprotoc (\d\S*)/m, managed('protoc', 'bin/protoc')),
  zig: { ...simple('zig', /^(\d\S*)/m, ['/opt/zig/zig', ...managed('zig', 'zig')]), ask: ['version'] },
  elixir: simple('elixir', /^Elixir (\d\S*)/m, managed('elixir', 'bin/elixir')),
  ghc: {
    ...simple('ghc', /^(\d\S*)/m, ['~/.ghcup/ghc/*/bin/ghc', '/opt/ghc/*/bin/ghc']),
    ask: ['--numeric-version'],
  },
  cabal: { ...simple('cabal', /^(\d\S*)/m, ['~/.ghcup/bin/cabal']), ask: ['--numeric-version'] },
  stack: { ...simple('stack', /^(\d\S*)/m, ['~/.ghcup/bin/stack']), ask: ['--numeric-version'] },
  julia: simple('julia', /^julia version (\d\S*)/m, [
    '~/.julia/juliaup/*/bin/julia',
    ...managed('julia', 'bin/julia'),
  ]),
  poetry: simple('poetry', /\(?version (\d[^\s)]*)/m, ['~/.local/bin/poetry', '~/.poetry/bin/poetry']),
  composer: simple('composer', /^Composer (?:version )?(\d\S*)/m, ['~/.local/bin/composer']),
}

function simple(name: string, version: RegExp, places: readonly string[]): ToolKind {
  return { names: new RegExp(`^${RegExp.escape(name)}$`), ask: ['--version'], version, places }
}

/** The two managers that lay out every tool alike. */
function managed(tool: string, program: string): readonly string[] {
  return [`asdf:installs/${tool}/*/${program}`, `mise:installs/${tool}/*/${program}`]
}

/** How any other program is asked: it stands on PATH, or where Cargo puts what it installs, and answers with a number. */
export function kindOf(name: string): ToolKind {
  const known = Object.hasOwn(TOOL_KINDS, name) ? TOOL_KINDS[name] : undefined
  return known ?? simple(name, /(\d+\.\d+(?:\.\d+)?[\w.-]*)/, [`cargo:bin/${name}`])
}
