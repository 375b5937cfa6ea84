import { execa } from 'execa'
import { expect } from 'vitest'
import { judge, type Project, passed } from './judge.ts'
import { inSandboxWith } from './with-tools.ts'

/** The machine's own, as `java-version` names it. */
async function ownJava(): Promise<string> {
  const { stdout } = await execa('sh', ['-c', 'javac -version'])
  return /\d+/.exec(stdout)?.[0] ?? ''
}

const workflow = (own: string) => `name: Java CI

on:
  push:
    branches: [ "main" ]
  pull_request:
    branches: [ "main" ]

jobs:
  build:
    runs-on: \${{ matrix.os }}
    strategy:
      fail-fast: false
      matrix:
        java: [ '${own}', '6' ]
        os: [ ubuntu-latest ]
        include:
          - { java: '${own}', os: macos-latest }
    name: Java \${{ matrix.java }} (\${{ matrix.os }})
    steps:
      - uses: actions/checkout@v4
      - name: Set up JDK \${{ matrix.java }}
        uses: actions/setup-java@v4
        with:
          java-version: \${{ matrix.java }}
          distribution: temurin
      - name: Compile
        run: ./build.sh compile
      - name: Test
        run: ./build.sh test
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: classes-\${{ matrix.java }}
          path: out/**

  javadoc:
    runs-on: ubuntu-latest
    container: eclipse-temurin:21
    steps:
      - uses: actions/checkout@v4
      - run: javadoc -d out/doc $(find src/main -name '*.java')
`

const RANGE = `package org.example.ranges;

/** From a number to another one, both of them included. */
public final class Range {
    private final int first;
    private final int last;

    public Range(int first, int last) {
        if (first > last) {
            throw new IllegalArgumentException(first + " is above " + last);
        }
        this.first = first;
        this.last = last;
    }

    public boolean contains(int number) {
        return number >= first && number <= last;
    }

    public int size() {
        return last - first + 1;
    }

    public boolean overlaps(Range other) {
        return contains(other.first) || contains(other.last);
    }
}
`
const RIGHT = RANGE.replace(
  'contains(other.first) || contains(other.last)',
  'first <= other.last && other.first <= last',
)
/** Finds the larger one, and says that neighbours overlap. */
const WRONG = RANGE.replace(
  'contains(other.first) || contains(other.last)',
  'first <= other.last + 1 && other.first <= last + 1',
)

const TESTS = `package org.example.ranges;

public final class RangeTest {
    private static int failures;

    private static void check(boolean holds, String what) {
        if (!holds) {
            System.err.println("FAILED: " + what);
            failures++;
        }
    }

    private static void contains() {
        Range range = new Range(2, 4);
        check(range.contains(2) && range.contains(4), "both ends are inside");
        check(!range.contains(5), "5 is outside");
        check(range.size() == 3, "three numbers");
    }

    private static void overlaps() {
        check(new Range(1, 3).overlaps(new Range(3, 5)), "an end in common");
        check(!new Range(1, 3).overlaps(new Range(4, 5)), "neighbours do not overlap");
    }

    public static void main(String[] args) {
        contains();
        overlaps();
        System.exit(failures == 0 ? 0 : 1);
    }
}
`
const MORE = TESTS.replace(
  '        check(!new Range(1, 3).overlaps',
  '        check(new Range(2, 3).overlaps(new Range(1, 5)), "the larger one around it");\n        check(!new Range(1, 3).overlaps',
)

const BUILD = `#!/bin/sh
# Without a build tool: ./build.sh compile, then ./build.sh test
set -eu
cd "$(dirname "$0")"

case "\${1:-compile}" in
  compile)
    mkdir -p out
    find src -name '*.java' -print > out/sources
    javac -Xlint:all -Werror -d out @out/sources
    ;;
  test)
    java -ea -cp out org.example.ranges.RangeTest
    ;;
  *)
    echo "usage: $0 [compile|test]" >&2
    exit 2
    ;;
esac
`

const projectFor = (own: string): Project => ({
  name: 'ranges',
  files: {
    '.github/workflows/java.yml': workflow(own),
    '.gitignore': 'out/\n',
    'build.sh': BUILD,
    'README.md': '# ranges\n',
    'src/main/org/example/ranges/Range.java': RANGE,
    'src/test/org/example/ranges/RangeTest.java': TESTS,
  },
  programs: ['build.sh'],
  issue: `# A range around another one does not overlap it

\`new Range(2, 3).overlaps(new Range(1, 5))\` is false, although all of the smaller one lies in the larger one.
`,
  agents: {
    right: {
      'src/main/org/example/ranges/Range.java': RIGHT,
      'src/test/org/example/ranges/RangeTest.java': MORE,
    },
    wrong: { 'src/main/org/example/ranges/Range.java': WRONG },
    cheat: {
      'src/main/org/example/ranges/Range.java': WRONG,
      'build.sh': BUILD.replace('RangeTest\n', 'RangeTest || true\n'),
    },
  },
})

inSandboxWith('java', 'R1: a Java library without a build tool, with a matrix of versions', async () => {
  const own = await ownJava()
  const { winner, rows, leftOut, exitCode, stderr } = await judge(projectFor(own))
  expect([exitCode, winner], stderr).toEqual([0, 'right'])
  expect(passed(rows.right)).toEqual([`Java ${own} (ubuntu-latest)`])
  expect(rows.wrong).toMatchObject({
    result: 'reject',
    reason: expect.stringMatching(/^fails `Java \d+ \(ubuntu-latest\)`: .*neighbours do not overlap/),
  })
  expect(rows.cheat).toMatchObject({ result: 'reject', reason: expect.stringContaining('`build.sh`') })
  expect(leftOut).toMatchObject({
    'Java 6 (ubuntu-latest)': expect.stringContaining('asks for Java 6'),
    [`Java ${own} (macos-latest)`]: expect.stringContaining('macos-latest'),
    javadoc: expect.stringContaining('container'),
  })
})
