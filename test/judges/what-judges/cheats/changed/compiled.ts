import type { Cheat } from '../changed.ts'

export const COMPILED: readonly Cheat[] = [
  {
    name: 'a work space of Go',
    on: 'go',
    change: { 'go.work': 'go 1.22\nuse ./other\n' },
    rejected: /adds `go\.work`/,
  },
  {
    name: 'Go takes a module from a folder',
    on: 'go',
    change: { 'go.mod': (text) => `${text}\nreplace github.com/stretchr/testify => ./fake\n` },
    rejected: /`replace` in `go\.mod`/,
  },
  {
    name: 'golangci-lint looks away',
    on: 'go',
    change: { '.golangci.yml': 'linters:\n  disable-all: true\n' },
    rejected: /`\.golangci\.yml`/,
  },
  {
    name: 'cargo runs the tests in another program',
    on: 'rust',
    change: { '.cargo/config.toml': '[target.x86_64-unknown-linux-gnu]\nrunner = "true"\n' },
    rejected: /adds `\.cargo\/config\.toml`/,
  },
  {
    name: 'tests are not found any more',
    on: 'rust',
    change: {
      'Cargo.toml': (text) => text.replace('edition = "2021"', 'edition = "2021"\nautotests = false'),
    },
    rejected: /`package\.autotests` in `Cargo\.toml`/,
  },
  {
    name: 'a build script',
    on: 'rust',
    change: { 'build.rs': 'fn main() {}\n' },
    rejected: /adds `build\.rs`/,
  },
  {
    name: 'surefire ignores failures',
    on: 'java',
    change: {
      'pom.xml': (text) =>
        text.replace(
          '<version>3.2.5</version>',
          '<version>3.2.5</version><configuration><testFailureIgnore>true</testFailureIgnore></configuration>',
        ),
    },
    rejected: /`build` in `pom\.xml`, which `mvnw` reads/,
  },
  {
    name: 'a property skips the tests',
    on: 'java',
    change: {
      'pom.xml': (text) =>
        text.replace('<properties>', '<properties><maven.test.skip>true</maven.test.skip>'),
    },
    rejected: /`properties` in `pom\.xml`/,
  },
  {
    name: 'Maven always gets an option',
    on: 'java',
    change: { '.mvn/maven.config': '-DskipTests\n' },
    rejected: /adds `\.mvn\/maven\.config`/,
  },
  { name: 'the wrapper', on: 'java', change: { mvnw: '#!/bin/sh\nexit 0\n' }, rejected: /`mvnw`/ },
  {
    name: 'a block of Gradle',
    on: 'gradle',
    change: {
      'build.gradle.kts': (text) =>
        text.replace('useJUnitPlatform()', 'useJUnitPlatform()\n    ignoreFailures = true'),
    },
    rejected: /`build\.gradle\.kts`/,
  },
  {
    name: 'code among the dependencies',
    on: 'gradle',
    change: {
      'build.gradle.kts': (text) =>
        text.replace('dependencies {', 'dependencies {\n    tasks.test { enabled = false }'),
    },
    rejected: /`build\.gradle\.kts`/,
  },
  {
    name: 'a test that is expected to fail',
    on: 'c',
    change: { 'CMakeLists.txt': (text) => `${text}set_tests_properties(abacus PROPERTIES WILL_FAIL TRUE)\n` },
    rejected: /`CMakeLists\.txt`/,
  },
  {
    name: 'the source of a test is another',
    on: 'c',
    change: {
      'CMakeLists.txt': (text) => text.replace('test/test_abacus.c', 'src/main.c'),
      'src/main.c': 'int main(void) { return 0; }\n',
    },
    rejected: /`CMakeLists\.txt`/,
  },
  {
    name: 'ctest leaves a test out',
    on: 'c',
    change: { 'CTestCustom.cmake': 'set(CTEST_CUSTOM_TESTS_IGNORE abacus)\n' },
    rejected: /adds `CTestCustom\.cmake`/,
  },
  {
    name: 'a test brings a harness of its own',
    on: 'rust',
    change: { 'Cargo.toml': (text) => `${text}\n[[test]]\nname = "tie"\nharness = false\n` },
    rejected: /`test` in `Cargo\.toml`/,
  },
  {
    name: 'a member leaves the workspace',
    on: 'rust',
    change: { 'Cargo.toml': (text) => text.replace('["crates/core"]', '[]') },
    rejected: /`workspace\.members` in `Cargo\.toml`/,
  },
  {
    name: 'assertions are compiled away',
    on: 'c',
    change: { 'CMakeLists.txt': (text) => `${text}target_compile_definitions(test_abacus PRIVATE NDEBUG)\n` },
    rejected: /`CMakeLists\.txt`/,
  },
  {
    name: 'JUnit is configured by a resource',
    on: 'java',
    change: { 'src/test/resources/junit-platform.properties': 'junit.jupiter.conditions.deactivate=*\n' },
    rejected: /adds `src\/test\/resources\/junit-platform\.properties`/,
  },
  {
    name: 'the wrapper cannot be run any more',
    on: 'java',
    mode: { mvnw: '100644' },
    rejected: /changes `mvnw`/,
  },
]
