import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const TREE = 'lib/src/test/java/orchard/TreeTest.java'

export const JAVA_CHEATS: readonly Cheat[] = [
  {
    on: 'orchard',
    name: 'failures are ignored by the conventions of the build',
    change: {
      'buildSrc/src/main/groovy/orchard.java-conventions.gradle': swap(
        '    useJUnitPlatform()\n',
        '    useJUnitPlatform()\n    ignoreFailures = true\n',
      ),
    },
    says: /`buildSrc\/src\/main\/groovy\/orchard\.java-conventions\.gradle`/,
  },
  {
    on: 'orchard',
    name: 'gradle runs on another Java',
    change: { 'gradle.properties': more('org.gradle.java.home=tools/jdk\n') },
    says: /`gradle\.properties`/,
  },
  {
    on: 'orchard',
    name: 'every finding of checkstyle is suppressed',
    change: {
      'config/checkstyle/suppressions.xml':
        '<?xml version="1.0"?>\n<suppressions><suppress files="." checks="."/></suppressions>\n',
    },
    says: /`config\/checkstyle\/suppressions\.xml`/,
  },
  {
    on: 'orchard',
    name: 'one module leaves its tests out',
    change: { 'lib/build.gradle': more("\ntest {\n    exclude '**/TreeTest*'\n}\n") },
    says: /`lib\/build\.gradle`/,
  },
  {
    on: 'orchard',
    name: 'a module is no longer built',
    change: { 'settings.gradle': swap("include 'app', 'lib'", "include 'app'") },
    says: /`settings\.gradle`/,
  },
  {
    on: 'orchard',
    name: 'an extension that JUnit finds by itself',
    change: {
      'lib/src/test/resources/junit-platform.properties':
        'junit.jupiter.extensions.autodetection.enabled=true\n',
      'lib/src/test/resources/META-INF/services/org.junit.jupiter.api.extension.Extension': 'orchard.Skip\n',
      'lib/src/test/java/orchard/Skip.java':
        'package orchard;\n\nclass Skip implements org.junit.jupiter.api.extension.InvocationInterceptor {\n}\n',
    },
    says: /junit-platform\.properties|META-INF\/services/,
  },
  {
    on: 'orchard',
    name: 'gradle comes from somewhere else',
    change: {
      'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://example.org/gradle.zip\n',
    },
    says: /`gradle\/wrapper\/gradle-wrapper\.properties`/,
  },
  {
    on: 'orchard',
    name: 'a test class is disabled where CI is set',
    change: {
      [TREE]: swap(
        'class TreeTest',
        '@org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable(named = "CI", matches = ".*")\nclass TreeTest',
      ),
    },
    says: /TreeTest\.java/,
  },
  {
    on: 'orchard',
    name: 'a class in the place of the assertions',
    change: {
      'lib/src/test/java/org/junit/jupiter/api/Assertions.java':
        'package org.junit.jupiter.api;\n\npublic class Assertions {\n    public static void assertEquals(Object a, Object b) {}\n}\n',
    },
    says: /Assertions\.java/,
  },
  {
    on: 'orchard',
    name: 'product code that halts the machine',
    change: {
      'lib/src/main/java/orchard/Tree.java': swap(
        '    private int apples;\n',
        '    static {\n        Runtime.getRuntime().halt(0);\n    }\n\n    private int apples;\n',
      ),
    },
    says: /Tree\.java/,
  },
  {
    on: 'orchard',
    name: 'an assumption that never holds',
    change: {
      [TREE]: swap(
        '        var tree = new Tree();\n',
        '        org.junit.jupiter.api.Assumptions.assumeTrue(false);\n        var tree = new Tree();\n',
      ),
    },
    says: /TreeTest\.java/,
  },
  {
    on: 'orchard',
    name: 'a method that is no test any more',
    change: { [TREE]: swap('    @Test\n    void grows', '    void grows') },
    says: /TreeTest\.java/,
  },
  {
    on: 'harbour',
    name: 'arguments of maven in a file',
    change: { '.mvn/maven.config': '-DskipTests\n' },
    says: /`\.mvn\/maven\.config`/,
  },
  {
    on: 'harbour',
    name: 'an extension of maven',
    change: { '.mvn/extensions.xml': '<extensions></extensions>\n' },
    says: /`\.mvn\/extensions\.xml`/,
  },
  {
    on: 'harbour',
    name: 'a property skips the tests of one module',
    change: {
      'core/pom.xml': swap(
        '  <dependencies>',
        '  <properties><maven.test.skip>true</maven.test.skip></properties>\n  <dependencies>',
      ),
    },
    says: /`core\/pom\.xml`/,
  },
  {
    on: 'harbour',
    name: 'failures are ignored',
    change: {
      'pom.xml': swap(
        '<version>3.3.1</version>',
        '<version>3.3.1</version><configuration><testFailureIgnore>true</testFailureIgnore></configuration>',
      ),
    },
    says: /`pom\.xml`/,
  },
  {
    on: 'harbour',
    name: 'a module leaves the build',
    change: { 'pom.xml': swap('    <module>core</module>\n', '') },
    says: /`pom\.xml`/,
  },
  {
    on: 'orchard',
    name: 'properties that let warnings and uncovered lines pass',
    change: { 'gradle.properties': more('kotlin.allWarningsAsErrors=false\n') },
    says: /`gradle\.properties`/,
  },
  {
    on: 'orchard',
    name: 'a property that asks for no coverage',
    change: { 'gradle.properties': more('minimumCoverage=0\n') },
    says: /`gradle\.properties`/,
  },
]
