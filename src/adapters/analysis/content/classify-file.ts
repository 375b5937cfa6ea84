import type { FileClass } from '../../../domain/measures.ts'
import type { FileChange } from '../../../domain/patch.ts'

interface ClassRule {
  readonly class: FileClass
  readonly paths: readonly RegExp[]
}

/** Extensions of hand-written code; a test is code, data beside it is a fixture. */
const CODE =
  /\.(?:[cm]?[jt]sx?|py|go|java|kts?|scala|rs|cs|fs|vb|rb|php|c|h|cc|cpp|hpp|swift|m|ex|exs|dart|sh)$/i

/**
 * What a file is for, told from its path alone, the first rule that applies. The table is the rule: vendored before lock and generated,
 * data of tests before tests. Generated paths follow the habits that GitHub's linguist knows.
 */
const RULES: readonly ClassRule[] = [
  {
    class: 'vendored',
    paths: [/(^|\/)(vendor|vendored|third[-_]?party|node_modules|bower_components|Godeps)\//i],
  },
  {
    class: 'lock',
    paths: [
      /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock)$/,
      /(^|\/)(poetry\.lock|Pipfile\.lock|uv\.lock|pdm\.lock|Cargo\.lock|go\.sum|Gemfile\.lock)$/,
      /(^|\/)(composer\.lock|packages\.lock\.json|gradle\.lockfile|flake\.lock|mix\.lock|pubspec\.lock)$/,
    ],
  },
  {
    class: 'snapshot',
    paths: [
      /\.snap$/,
      /(^|\/)__(image_)?snapshots__\//,
      /(^|\/)[^/]+-snapshots\//,
      /\.(approved|verified)\.\w+$/,
    ],
  },
  {
    class: 'fixture',
    paths: [
      /(^|\/)(__fixtures__|fixtures?|test[-_]?data|testdata|__mockdata__|cassettes|goldens?)\//i,
      /\.golden$/,
      /(^|\/)(tests?|__tests__|specs?|e2e)\/(.*\/)?[^/]+\.(json|ya?ml|csv|tsv|txt|xml|html?|sql|bin|png|jpe?g|gif|pdf|zip|gz)$/i,
    ],
  },
  {
    class: 'generated',
    paths: [
      /\.min\.(js|css)$/,
      /\.(js|css|mjs)\.map$/,
      /\.(pb|pb\.gw|twirp)\.go$/,
      /(_pb2(_grpc)?\.pyi?|_pb\.(js|d\.ts|rb)|\.pb\.(cc|h)|\.g\.dart|\.designer\.cs|\.g\.cs)$/i,
      /(^|\/)(zz_generated|bindata)[^/]*\.go$/,
      /(^|\/)(dist|build\/generated|__generated__|generated)\//i,
    ],
  },
  {
    class: 'test',
    paths: [
      /[._-](test|tests|spec|cy|e2e)\.[cm]?[jt]sx?$/i,
      /(^|\/)(test_[^/]*|[^/]*_tests?|conftest)\.py$/,
      /_test\.(go|rs|rb|exs|dart)$/,
      /_spec\.rb$/,
      /(Test|Tests|IT|Spec)\.(java|kt|cs|php|scala)$/,
    ],
  },
]

const TEST_FOLDER = /(^|\/)(tests?|__tests__|specs?|e2e|[^/]*\.Tests?)\//i
const DOCUMENTATION =
  /(^|\/)(docs?|documentation)\/|\.(md|mdx|rst|adoc|asciidoc)$|(^|\/)(README|CHANGELOG|LICENSE|NOTICE)[^/]*$/i

/** The class of one path, without looking into the file. */
export function classOfPath(path: string): FileClass {
  const rule = RULES.find((one) => one.paths.some((pattern) => pattern.test(path)))
  if (rule) return rule.class
  if (TEST_FOLDER.test(path) && CODE.test(path)) return 'test'
  if (DOCUMENTATION.test(path)) return 'documentation'
  return 'source'
}

/** The class of a changed file. `before` is its text on the base, where it has one. */
export function classifyFile(file: FileChange, before: string | undefined): FileClass {
  const byPath = classOfPath(file.path)
  if (byPath !== 'source' && byPath !== 'documentation' && byPath !== 'test') return byPath
  if (file.binary) return 'binary'
  return saysGenerated(before) ? 'generated' : byPath
}

/**
 * The header counts only where the base has it already: a candidate could otherwise exempt its own lines from the limit by writing
 * it on top of them.
 */
function saysGenerated(before: string | undefined): boolean {
  const head = before?.slice(0, 2_000)
  return (
    head !== undefined && (/@generated\b/.test(head) || /\bcode generated\b.*\bDO NOT EDIT\b/i.test(head))
  )
}
