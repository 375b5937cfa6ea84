import type { VerifierContract } from '../../../domain/checks/contract.ts'

type Contract = Pick<VerifierContract, 'checks' | 'reach'>

/**
 * Does this check run tests? It does when it must fail in stage `red`, when what it comes to on the base calls a test runner, or when
 * its name says so.
 */
export function runsTests(check: string, { checks, reach }: Contract): boolean {
  if (checks.some(({ name, mustFail }) => name === check && mustFail)) return true
  const commands = reach?.judges.filter((judge) => judge.check === check).flatMap(({ via }) => via) ?? []
  return commands.some(callsRunner) || saysTests(check)
}

/** By whole words: `latest-build` and `inspect` are not tests. */
export function saysTests(name: string): boolean {
  return wordsOf(name).some((word) => TEST_WORDS.test(word) || RUNNERS.has(word))
}

const TEST_WORDS =
  /^(?:unit|integration|functional|system|smoke|api|ui|run|ci|cpp|py|vi|j|go|rust|node)?(?:tests?|testing|specs?)$/

const RUNNERS = new Set(
  'pytest unittest vitest jest mocha jasmine karma ava tape rspec minitest phpunit pest junit testng ctest gtest nextest ginkgo gotestsum e2e cypress playwright tox nox bats busted ava'.split(
    ' ',
  ),
)

/** Programs whose next words name what is to be done. */
const TASK_PROGRAMS = new Set(
  'npm yarn pnpm bun deno go cargo make just task rake mix swift dotnet composer sbt mvn mvnw gradle gradlew bazel zig meson ninja stack cabal dart flutter crystal elixir lein'.split(
    ' ',
  ),
)

/** A folder that is called `test` is not a call: `eslint src test`. */
function callsRunner(command: string): boolean {
  const [program = '', ...rest] = command.trim().toLowerCase().split(/\s+/)
  const name = program.split('/').at(-1) ?? ''
  if (/^scripts\.(?:\S{1,60}:)?test/.test(name) || RUNNERS.has(name)) return true
  if (rest.includes('--test')) return true
  if (rest.some((word) => RUNNERS.has(word))) return !/^(?:pip3?|apt|apt-get|brew|gem|install)$/.test(name)
  return TASK_PROGRAMS.has(name) && rest.slice(0, 3).some((word) => TEST_WORDS.test(word.split(':')[0] ?? ''))
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}
