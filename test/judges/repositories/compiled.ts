import { workflow } from './workflow.ts'

export const COMPILED = {
  go: {
    ...workflow('actions/setup-go@v5', 'go vet ./...', 'golangci-lint run', 'go test ./...'),
    'go.mod': 'module example.org/ring\n\ngo 1.22\n\nrequire github.com/stretchr/testify v1.9.0\n',
    'go.sum': '',
    '.golangci.yml': 'linters:\n  enable: [errcheck]\n',
    'ring.go': 'package ring\n\nfunc Next(n int) int { return n }\n',
    'ring_test.go':
      'package ring\n\nimport "testing"\n\nfunc TestNext(t *testing.T) {\n\tif Next(1) != 2 {\n\t\tt.Fatal("next")\n\t}\n}\n',
    'testdata/rings.txt': '1 2\n',
  },
  rust: {
    ...workflow(
      'dtolnay/rust-toolchain@stable',
      'cargo fmt --check',
      'cargo clippy -- -D warnings',
      'cargo test --workspace',
    ),
    'Cargo.toml':
      '[package]\nname = "knot"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nserde = "1"\n\n[lints.clippy]\nall = "deny"\n\n[workspace]\nmembers = ["crates/core"]\n',
    'Cargo.lock': '',
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.80"\n',
    'crates/core/Cargo.toml': '[package]\nname = "knot-core"\nversion = "0.1.0"\n',
    'crates/core/src/lib.rs': 'pub fn one() -> u8 { 1 }\n',
    'src/lib.rs': 'pub fn tie(n: u8) -> u8 { n }\n',
    'tests/tie.rs': '#[test]\nfn ties() { assert_eq!(knot::tie(1), 2) }\n',
  },
  java: {
    ...workflow('actions/setup-java@v4', './mvnw -B verify'),
    mvnw: '#!/bin/sh\nexec mvn "$@"\n',
    '.mvn/wrapper/maven-wrapper.properties': 'distributionUrl=https://repo.maven.apache.org/maven.zip\n',
    'pom.xml': `<?xml version="1.0"?>
<project>
  <artifactId>lamp</artifactId>
  <version>1.0</version>
  <properties>
    <maven.compiler.release>21</maven.compiler.release>
    <junit.version>5.10.0</junit.version>
  </properties>
  <dependencies>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><scope>test</scope></dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.2.5</version></plugin>
    </plugins>
  </build>
</project>
`,
    'src/main/java/Lamp.java': 'class Lamp { boolean lit() { return false; } }\n',
    'src/test/java/LampTest.java': 'class LampTest { @Test void lit() { assertTrue(new Lamp().lit()); } }\n',
  },
  gradle: {
    ...workflow('actions/setup-java@v4', './gradlew check'),
    gradlew: '#!/bin/sh\nexec java -jar gradle/wrapper/gradle-wrapper.jar "$@"\n',
    'gradle/wrapper/gradle-wrapper.properties':
      'distributionUrl=https://services.gradle.org/distributions/gradle-8.7-bin.zip\n',
    'settings.gradle.kts': 'rootProject.name = "desk"\ninclude(":core")\n',
    'build.gradle.kts':
      'plugins {\n    kotlin("jvm") version "2.0.0"\n}\n\nversion = "1.0"\n\ndependencies {\n    testImplementation(kotlin("test"))\n}\n\ntasks.test {\n    useJUnitPlatform()\n}\n',
    'core/build.gradle.kts': 'plugins {\n    kotlin("jvm")\n}\n',
    'src/main/kotlin/Desk.kt': 'fun legs() = 3\n',
    'src/test/kotlin/DeskTest.kt': 'class DeskTest { @Test fun legs() = assertEquals(4, legs()) }\n',
  },
  c: {
    ...workflow('cmake -B build', 'cmake --build build', 'ctest --test-dir build'),
    'CMakeLists.txt':
      'cmake_minimum_required(VERSION 3.20)\nproject(abacus C)\nenable_testing()\nadd_library(abacus src/abacus.c)\nadd_executable(test_abacus test/test_abacus.c)\ntarget_link_libraries(test_abacus abacus)\nadd_test(NAME abacus COMMAND test_abacus)\n',
    'src/abacus.c': 'int plus(int a, int b) { return a - b; }\n',
    'src/abacus.h': 'int plus(int a, int b);\n',
    'test/test_abacus.c':
      '#include <assert.h>\n#include "../src/abacus.h"\nint main(void) { assert(plus(1, 2) == 3); }\n',
  },
}
