import type { ChangedFile } from './changed-files.ts'

/**
 * What a commit is, told from what it touches alone: not from a gate, nor from who wrote it or what it is called.
 * An *ordinary* commit is one that a candidate for an issue could be: it changes at least one line of the product's hand-written
 * code, it leaves the workflows alone (a candidate's branch may not carry any), and no more lines of it are settings of tools than
 * code and tests. Spaces, comments and the number of a version are no line of code.
 */
export type CommitKind = 'ordinary' | 'ci' | 'tools' | 'layout' | 'tests' | 'documentation' | 'other'

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

export function kindOfCommit(files: readonly ChangedFile[]): CommitKind {
  const kinds = new Set(files.map(({ path }) => kindOfPath(path)))
  if (kinds.has('ci')) return 'ci'
  const product = linesOf(files, 'product')
  const tools = linesOf(files, 'tools')
  if (product > 0) return tools > product + linesOf(files, 'tests') ? 'tools' : 'ordinary'
  if (kinds.has('product')) return 'layout'
  if (kinds.has('tools')) return 'tools'
  if (kinds.has('other')) return 'other'
  return kinds.has('tests') ? 'tests' : 'documentation'
}

function linesOf(files: readonly ChangedFile[], kind: PathKind): number {
  const some = files.filter(({ path }) => kindOfPath(path) === kind)
  return some.reduce((sum, { lines }) => sum + lines.filter((line) => !isLayout(line)).length, 0)
}

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
