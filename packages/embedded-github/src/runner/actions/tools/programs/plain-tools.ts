import { packageEngineIn, packageManagerIn } from '../../../versions/files/package-json.ts'
import { inMise, inToolVersions } from '../../../versions/files/tool-versions.ts'
import type { ToolAction } from '../tool-action.ts'
import { type PlainTool, plainTool } from './plain-tool.ts'

/** A file with the version alone, or with a line for each tool. */
function inFile(...names: readonly string[]): NonNullable<PlainTool['versionsIn']> {
  return (path, text) => {
    if (path.endsWith('.tool-versions')) return listOf(inToolVersions(text, names))
    if (path.endsWith('.toml')) return listOf(inMise(text, names))
    if (path.endsWith('package.json')) {
      const [name = ''] = names
      return listOf(packageManagerIn(text, name) ?? packageEngineIn(text, name))
    }
    return listOf(text.trim().replace(/^v/, ''))
  }
}

function listOf(version: string | undefined): readonly string[] {
  return version === undefined || version === '' ? [] : [version]
}

const TOOLS: readonly PlainTool[] = [
  {
    names: ['oven-sh/setup-bun'],
    tool: 'bun',
    title: 'Bun',
    version: 'bun-version',
    file: 'bun-version-file',
    defaults: ['package.json'],
    versionsIn: inFile('bun'),
    programs: ['bun', 'bunx'],
    output: 'bun-version',
  },
  {
    names: ['denoland/setup-deno'],
    tool: 'deno',
    title: 'Deno',
    version: 'deno-version',
    file: 'deno-version-file',
    versionsIn: inFile('deno'),
    programs: ['deno', 'dx'],
    output: 'deno-version',
  },
  {
    names: ['stcarolas/setup-maven'],
    tool: 'maven',
    title: 'Maven',
    version: 'maven-version',
    programs: ['mvn', 'mvnDebug'],
  },
  {
    names: ['arduino/setup-protoc'],
    tool: 'protoc',
    title: 'protoc',
    version: 'version',
    programs: ['protoc'],
    output: 'version',
    follows: ['include-pre-releases'],
  },
  {
    names: ['mlugg/setup-zig', 'goto-bus-stop/setup-zig'],
    tool: 'zig',
    title: 'Zig',
    version: 'version',
    programs: ['zig'],
    follows: ['use-cache', 'cache-size-limit'],
  },
  {
    names: ['julia-actions/setup-julia'],
    tool: 'julia',
    title: 'Julia',
    version: 'version',
    programs: ['julia'],
    output: 'julia-version',
    follows: ['arch', 'include-all-prereleases'],
  },
  {
    names: ['abatilo/actions-poetry'],
    tool: 'poetry',
    title: 'Poetry',
    version: 'poetry-version',
    programs: ['poetry'],
  },
  {
    names: ['arduino/setup-task', 'go-task/setup-task'],
    tool: 'task',
    title: 'Task',
    version: 'version',
    programs: ['task'],
  },
  {
    names: ['biomejs/setup-biome'],
    tool: 'biome',
    title: 'Biome',
    version: 'version',
    programs: ['biome'],
    follows: ['working-dir', 'working-directory'],
  },
  {
    names: ['hendrikmuhs/ccache-action'],
    tool: 'ccache',
    title: 'ccache',
    version: 'ccache-version',
    programs: ['ccache'],
    follows: [
      'key',
      'restore-keys',
      'max-size',
      'create-symlink',
      'save',
      'append-timestamp',
      'update-package-index',
    ],
  },
  {
    names: ['extractions/setup-just'],
    tool: 'just',
    title: 'just',
    version: 'just-version',
    programs: ['just'],
  },
  {
    names: ['jwlawson/actions-setup-cmake', 'lukka/get-cmake'],
    tool: 'cmake',
    title: 'CMake',
    version: 'cmake-version',
    file: 'cmake-version-file',
    versionsIn: inFile('cmake'),
    programs: ['cmake', 'ctest', 'cpack'],
    follows: ['cmakeversion', 'ninjaversion'],
  },
  {
    names: ['seanmiddleditch/gha-setup-ninja'],
    tool: 'ninja',
    title: 'Ninja',
    version: 'version',
    programs: ['ninja'],
  },
]

export const plainTools: readonly ToolAction[] = TOOLS.map(plainTool)

const OTP: PlainTool = {
  names: ['erlef/setup-beam', 'erlef/setup-elixir'],
  tool: 'erlang',
  title: 'Erlang/OTP',
  version: 'otp-version',
  file: 'version-file',
  versionsIn: inFile('erlang'),
  isOptional: true,
  programs: ['erl', 'erlc', 'escript'],
  output: 'otp-version',
  follows: ['elixir-version', 'version-type', 'install-hex', 'install-rebar', 'rebar3-version'],
}

const ELIXIR: PlainTool = {
  names: OTP.names,
  tool: 'elixir',
  title: 'Elixir',
  version: 'elixir-version',
  file: 'version-file',
  versionsIn: inFile('elixir'),
  isOptional: true,
  programs: ['elixir', 'elixirc', 'iex', 'mix'],
  output: 'elixir-version',
  follows: OTP.follows?.concat('otp-version') ?? [],
}

const HASKELL = ['haskell-actions/setup', 'haskell/actions/setup']
const HASKELL_INPUTS = ['ghc-version', 'cabal-version', 'stack-version', 'enable-stack', 'cabal-update']

const GHC: PlainTool = {
  names: HASKELL,
  tool: 'ghc',
  title: 'GHC',
  version: 'ghc-version',
  programs: ['ghc', 'ghci', 'ghc-pkg', 'runghc', 'haddock'],
  output: 'ghc-version',
  follows: HASKELL_INPUTS,
}

const CABAL: PlainTool = {
  names: HASKELL,
  tool: 'cabal',
  title: 'Cabal',
  version: 'cabal-version',
  programs: ['cabal'],
  output: 'cabal-version',
  follows: HASKELL_INPUTS,
}

/** Actions that set up tools which need each other. */
export const pairsOfTools: readonly (readonly [ToolAction, ToolAction])[] = [
  [plainTool(OTP), plainTool(ELIXIR)],
  [plainTool(GHC), plainTool(CABAL)],
]
