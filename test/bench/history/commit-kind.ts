import type { ChangedFile } from './changed-files.ts'

/**
 * What a commit is, told from what it touches alone: not from a gate, nor from who wrote it or what it is called.
 * A commit *changes code* where it changes at least one line of the product's hand-written code, whatever else it does; spaces,
 * comments and the number of a version are no line of code. An *ordinary* one does nothing but what a fix or a feature brings: code,
 * tests, documentation, data, dependencies and versions. Where a workflow changes with the code (`ci`), or a build file or the settings
 * of a tool in anything but a dependency or a version (`tools`), somebody works on how the project is built and checked as well: no
 * issue that a candidate is given asks for that, and its brief forbids it. A `revert` is an earlier commit in reverse, line for line: it
 * neither mends nor adds anything.
 */
export type CommitKind =
  | 'ordinary'
  | 'revert'
  | 'ci'
  | 'tools'
  | 'layout'
  | 'tests'
  | 'documentation'
  | 'other'

type PathKind = 'product' | 'ci' | 'tools' | 'tests' | 'documentation' | 'other'

/** The first that applies. */
const PATHS: readonly (readonly [PathKind, RegExp])[] = [
  [
    'ci',
    /^\.(github|gitlab|circleci|azure-pipelines|azure|buildkite|ci|travis)(\/|-|\.ya?ml$)|^\.?(travis|appveyor|azure-pipelines|cirrus|codecov)\.ya?ml$|^(Jenkinsfile|ci\/)/i,
  ],
  ['other', /(^|\/)(vendor|third_party|node_modules|dist|generated|__generated__)\/|\.(min\.js|pb\.go)$/],
  [
    'tests',
    /(^|\/)(tests?|__tests__|specs?|testdata|fixtures?|e2e|[\w.-]*-tests?|test[-_][\w-]+|[\w-]*test_suite)\/|(^|[./_-])(tests?|spec)\.\w+$|(^|\/)(test_|conftest)[^/]*$|Tests?\.(java|kt|php|cs)$/i,
  ],
  [
    'documentation',
    /^(docs?|documentation|website|www)\/|\.(md|mdx|rst|adoc|textile)$|(^|\/)[A-Z]{4,}(\.txt)?$/,
  ],
  [
    'tools',
    /(^|\/)(pom\.xml|[^/]*\.gradle(\.kts)?|gradle\.properties|Makefile[^/]*|makefile|CMakeLists\.txt|[^/]*\.(mk|cmake)|Rakefile|Gemfile|[^/]*\.gemspec|tox\.ini|noxfile\.py|setup\.(py|cfg)|pyproject\.toml|Cargo\.toml|build\.rs|composer\.json|package\.json|go\.mod|Justfile|justfile|gulpfile[^/]*|Gruntfile[^/]*|[^/]*\.config\.[cm]?[jt]s|rollup[^/]*\.js|[jt]sconfig[^/]*\.json|\.[^/]+|[^/]*\.(xml|neon|toml|ya?ml|cfg|ini)(\.dist)?)$/,
  ],
  [
    'other',
    /(^|\/)(examples?|benchmarks?|bench(es)?|scripts?|tools?|contrib|packaging|pkg\/(windows|brew))\//i,
  ],
  [
    'product',
    /\.([cm]?[jt]sx?|vue|svelte|py|pyi|pyx|go|java|kt|scala|rs|cs|fs|rb|php|c|h|cc|cpp|hpp|cxx|swift|m|ex|exs|dart|erb|y|l|jq)$/i,
  ],
]

function kindOfPath(path: string): PathKind {
  return PATHS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other'
}

export function kindOfCommit(files: readonly ChangedFile[], isReverse = false): CommitKind {
  const kinds = new Set(files.map(({ path }) => kindOfPath(path)))
  if (kinds.has('ci')) return 'ci'
  if (changesCode(files) && isReverse) return 'revert'
  if (changesCode(files)) return linesOf(files, 'tools').every(isDependency) ? 'ordinary' : 'tools'
  if (kinds.has('product')) return 'layout'
  if (kinds.has('tools')) return 'tools'
  if (kinds.has('other')) return 'other'
  return kinds.has('tests') ? 'tests' : 'documentation'
}

export function changesCode(files: readonly ChangedFile[]): boolean {
  return linesOf(files, 'product').length > 0
}

function linesOf(files: readonly ChangedFile[], kind: PathKind): readonly string[] {
  return files
    .filter(({ path }) => kindOfPath(path) === kind)
    .flatMap(({ lines }) => lines.filter((line) => !isLayout(line)))
}

const VERSION = String.raw`(?!\d+(?:ms|[smhd])\b)[\^~<>=!v]*\s{0,3}\d[\w.*^~<>=|, +-]*`
/** A dependency with its version, in the notation of some package manager, or the brackets around it. */
const DEPENDENCIES: readonly RegExp[] = [
  /^[[\](){},]+$/,
  // npm, Composer, Cargo, Poetry
  new RegExp(`^["']?[@\\w./-]+["']?\\s*[:=]\\s*["']${VERSION}["'],?$`),
  /^[\w-]+\s*=\s*\{.*\b(version|path|git|workspace)\b.*\},?$/,
  // pip
  new RegExp(`^["']?[\\w.-]+(\\[[\\w, -]+\\])?\\s*(${VERSION})(\\s*;.*)?["']?,?$`),
  // Maven and Gradle
  /^<\/?(dependency|dependencies)>$|^<(groupId|artifactId|scope|optional)>[^<]*<|^<([\w.-]*version)>[^<]*</i,
  /^(implementation|api|compileOnly|runtimeOnly|test(Implementation|RuntimeOnly))\b/,
  // Go
  /^(require\s+)?[\w-]+(\.[\w-]+)+(\/[\w.~-]+)*\s+v\d|^go \d|^require \($/,
  // RubyGems
  /^(gem|\w+\.add_(runtime_|development_)?dependency)\b/,
]

export const isCodePath = (path: string) => ['product', 'tests'].includes(kindOfPath(path))

const isDependency = (line: string) =>
  DEPENDENCIES.some((pattern) => pattern.test(line.trim())) || isVersion(line.trim())

/** By what the line looks like, in any language: a rough look, so that it does not share the mistakes of what is measured. */
function isLayout(line: string): boolean {
  const text = line.trim()
  return /^$|^(\/\/|\/\*|\*|#(?!\[|!?include|if|el|end|define)|--|"""|''')/.test(text) || isVersion(text)
}

function isVersion(text: string): boolean {
  return (
    /version/i.test(text) && /^[^"'\d]{0,60}["']?v?\d+(\.\d+){1,3}[\w.-]{0,20}["']?[;,)]{0,2}$/i.test(text)
  )
}
