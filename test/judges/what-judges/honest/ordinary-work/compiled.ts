import type { Honest } from '../ordinary-work.ts'

const append = (line: string) => (before: string) => `${before}${line}\n`

export const COMPILED: readonly Honest[] = [
  {
    name: 'a module of Go',
    on: 'go',
    change: {
      'go.mod': append('require golang.org/x/text v0.14.0'),
      'go.sum': append('x'),
      'ring.go': (text) => text.replace('return n', 'return n + 1'),
    },
  },
  {
    name: 'TestMain and test data',
    on: 'go',
    change: {
      'main_test.go': 'package ring\n\nfunc TestMain(m *testing.M) { os.Exit(m.Run()) }\n',
      'testdata/more.txt': '3\n',
      'ring.go': append(''),
    },
  },
  {
    name: 'a crate and a feature',
    on: 'rust',
    change: {
      'Cargo.toml': (text) =>
        `${text.replace('serde = "1"', 'serde = { version = "1", features = ["derive"] }').replace('"crates/core"]', '"crates/core", "crates/more"]')}\n[features]\nfast = []\n`,
      'crates/more/Cargo.toml': '[package]\nname = "more"\n',
      'crates/more/src/lib.rs': 'pub fn x() {}\n',
    },
  },
  {
    name: 'a dependency of Maven, and a version',
    on: 'java',
    change: {
      'pom.xml': (text) =>
        text
          .replace('<dependencies>', '<dependencies><dependency><artifactId>guava</artifactId></dependency>')
          .replace('5.10.0', '5.10.2')
          .replace('>1.0<', '>1.1<'),
      'src/main/java/Lamp.java': (text) => text.replace('false', 'true'),
    },
  },
  {
    name: 'a dependency of Gradle, and a module',
    on: 'gradle',
    change: {
      'build.gradle.kts': (text) =>
        text
          .replace('dependencies {', 'dependencies {\n    implementation("com.squareup.okio:okio:3.9.0")')
          .replace('"1.0"', '"1.1"'),
      'settings.gradle.kts': append('include(":more")'),
      'more/build.gradle.kts': 'plugins {\n    kotlin("jvm")\n}\n',
      'more/src/main/kotlin/More.kt': 'fun more() = 1\n',
    },
  },
  {
    name: 'a source and a test of C',
    on: 'c',
    change: {
      'CMakeLists.txt': (text) =>
        `${text.replace('src/abacus.c', 'src/abacus.c src/minus.c')}add_executable(test_minus test/test_minus.c)\nadd_test(NAME minus COMMAND test_minus)\n`,
      'src/minus.c': 'int minus(int a, int b) { return a - b; }\n',
      'test/test_minus.c': 'int main(void) { return 0; }\n',
    },
  },
]
