import type { Defeat } from './find-defeats.ts'

/** How code finds out that a test is running, in the words of each runner. */
const SIGNS =
  /\bNODE_ENV\b["'\]]*\s*[!=]==?\s*["'`]test|["'`]test["'`]\s*[!=]==?\s*[\w.]*NODE_ENV|\b(?:VITEST(?:_\w+)?|JEST_WORKER_ID|NODE_TEST_CONTEXT|MOCHA_\w+|PYTEST_CURRENT_TEST|PYTEST_XDIST_\w+|PYTEST_VERSION|PHPUNIT_\w+|XUNIT_\w+|RUST_TEST_\w+|CARGO_TARGET_TMPDIR)\b|["'](?:pytest|_pytest|unittest|nose)["']\s+(?:not\s+)?in\s+(?:sys\.)?modules|sys\.modules\.get\(\s*["'](?:pytest|_pytest|unittest)|sys\._called_from_test|\btesting\.Testing\(\)|flag\.Lookup\(\s*"test\.|HasSuffix\(\s*os\.Args\[0\],\s*"\.test|\b(?:RAILS_ENV|RACK_ENV|APP_ENV)\b["'\]]*\s*==\s*["']test|\bRails\.env\.test\?|\bdefined\?\s*\(?\s*(?:Minitest|RSpec|Test::Unit)\b|\bcfg!\(\s*(?:not\(\s*)?test\b|#\[cfg\(not\(test\)\)\]|\brunningUnitTests\(|class_exists\(\s*["']?\\{0,2}PHPUnit|Class\.forName\(\s*"(?:org\.junit|org\.testng)|typeof\s+(?:globalThis\.)?(?:jest|vi|describe|it|expect|mocha|beforeEach)\s*[!=]==?|\bglobal(?:This)?(?:\s+as\s+\w+\s*\))?\.(?:jest|describe|it|vitest|expect)\b|(?:argv|execArgv)[^;\n]{0,60}["'`](?:--test|vitest|jest|mocha)\b|["'](?:vitest|jest|mocha|pytest|--test)["'][^;\n]{0,60}\b(?:argv|execArgv)\b|getStackTrace\(\)[^;\n]{0,120}(?:junit|Test)/g

/** Words in comments do not count; those in strings may. */
export function detectsTests(
  source: string,
  comments: readonly (readonly [start: number, end: number])[],
): readonly Defeat[] {
  const found: Defeat[] = []
  let next = 0
  let line = 1
  let last = 0
  for (const { 0: text, index } of source.matchAll(SIGNS)) {
    while ((comments[next]?.[1] ?? Number.POSITIVE_INFINITY) <= index) next += 1
    const comment = comments[next]
    if (comment && comment[0] <= index) continue
    line += source.slice(last, index).split('\n').length - 1
    last = index
    found.push({ what: 'detects-tests', key: text.replace(/\s+/g, ' ').slice(0, 120), line })
  }
  return found
}
