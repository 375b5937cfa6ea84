import { LOCK_FILES } from '../../../domain/candidate/file-limit.ts'
import type { FileChange } from '../../../domain/candidate/patch.ts'
import type { FileClass } from '../../../domain/judgement/measures.ts'

interface ClassRule {
  readonly class: FileClass
  readonly paths: readonly RegExp[]
}

/** Extensions of hand-written code; a test is code, data beside it is a fixture. */
export const CODE =
  /\.(?:[cm]?[jt]sx?|py|go|java|kts?|scala|rs|cs|fs|vb|rb|php|c|h|cc|cpp|hpp|swift|m|ex|exs|dart|sh)$/i

/**
 * What a file is for, by its path alone, the first rule that applies. The table is the rule: vendored before lock and generated,
 * data of tests before tests. Generated paths follow the habits that GitHub's linguist knows.
 */
const RULES: readonly ClassRule[] = [
  {
    class: 'vendored',
    paths: [/(^|\/)(vendor|vendored|third[-_]?party|node_modules|bower_components|Godeps)\//i],
  },
  {
    class: 'lock',
    paths: LOCK_FILES,
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
      /\.expected(\.\w+)?$/,
      /(^|\/)(tests?|__tests__|specs?|e2e)\/(.*\/)?[^/]+\.(in|out|input|output|expected?|exp|stdout|stderr|ref|baseline|dat|json|ya?ml|csv|tsv|txt|xml|html?|sql|bin|png|jpe?g|gif|pdf|zip|gz)$/i,
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
      // node:test, Jest, Vitest, Mocha, AVA, Bun, Deno, Cypress.
      /(^|[./_-])(tests?|spec|cy|e2e)\.[cm]?[jt]sx?$/i,
      /(^|\/)test[-_][^/]*\.[cm]?[jt]sx?$/,
      // pytest, unittest, Django.
      /(^|\/)(tests?|tests?_[^/]*|test[0-9A-Z][^/]*|[^/]*_tests?|conftest)\.py$/,
      // Go, Dart, ExUnit, minitest, test-unit, RSpec, busted; Rust's modules of tests.
      /_test\.(go|dart|exs|rb|lua|rs)$/,
      /(^|\/)(tests?|[^/]*_tests)\.rs$/,
      /(^|[/_])(spec|test)\.rb$/,
      /(^|\/)(test|tc|ts)_[^/]*\.rb$/,
      /_spec\.(rb|lua)$/,
      // Surefire, Failsafe, Gradle, sbt, Kotest, xUnit, NUnit, MSTest, PHPUnit, Codeception, XCTest.
      /(Tests?|TestCase|ITCase|IT|Specs?|Suite|Cest)\.(java|kt|groovy|cs|fs|vb|php|scala|swift|mm?|hs)$/,
      /(^|\/)(Tests?|IT)([A-Z0-9_][^/]*)?\.(java|kt|groovy|scala)$/,
      // GoogleTest, Catch2, Boost.Test, CMocka, Unity, CTest.
      /(^|\/)([^/]*[._-](tests?|unittests?)|tests?[._-][^/]*|tests?|[^/]*[a-z0-9]Tests?)\.(c|cc|cpp|cxx)$/,
      // Bats, prove, testthat, PHPUnit's own.
      /\.(bats|phpt|t)$/,
      /(^|\/)(test[-_][^/]*|[^/]*[-_]test)\.(sh|R|r|jl|ml)$/,
    ],
  },
]

const TEST_FOLDER = /(^|\/)(tests?|__tests__|specs?|e2e|[^/]*\.Tests?)\//i
const DOCUMENTATION =
  /^(docs?|documentation)\/|\.(md|mdx|rst|adoc|asciidoc)$|(^|\/)(README|CHANGELOG|CHANGES|NEWS|HISTORY|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTING|SECURITY|TODO)(?:[-_][\w.-]*)?(?:\.(?:txt|html?))?$/i
/** Deeper down a folder of that name may be a part of the product. */
const DOCUMENTS = /\/(docs?|documentation)\//i

/** The class of one path, without looking into the file. */
export function classOfPath(path: string): FileClass {
  const rule = RULES.find((one) => one.paths.some((pattern) => pattern.test(path)))
  if (rule) return rule.class
  if (TEST_FOLDER.test(path) && CODE.test(path)) return 'test'
  if (DOCUMENTATION.test(path) || (DOCUMENTS.test(path) && !CODE.test(path))) return 'documentation'
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
