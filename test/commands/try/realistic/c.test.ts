import { expect } from 'vitest'
import { judge, type Project, passed } from './judge.ts'
import { inSandboxWith } from './with-tools.ts'

const CI = `name: build

on:
  push:
    branches: [ master, 'release/*' ]
  pull_request:
    branches: [ master ]

concurrency:
  group: build-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  build:
    strategy:
      fail-fast: false
      matrix:
        os: [ ubuntu-22.04, macos-14 ]
        compiler: [ gcc, clang ]
        exclude:
          - os: macos-14
            compiler: gcc
        include:
          - os: ubuntu-22.04
            compiler: gcc
            flags: -fsanitize=address,undefined
    runs-on: \${{ matrix.os }}
    name: \${{ matrix.compiler }} on \${{ matrix.os }}
    env:
      CC: \${{ matrix.compiler }}
    steps:
    - uses: actions/checkout@v4
      with:
        fetch-depth: 2
    - name: Show the compiler
      run: $CC --version
    - name: Build
      run: make -j2 WERROR=1 EXTRA="\${{ matrix.flags }}"
    - name: Test
      run: make check WERROR=1 EXTRA="\${{ matrix.flags }}"
    - name: Keep what failed
      if: failure()
      uses: actions/upload-artifact@v4
      with:
        name: \${{ matrix.compiler }}-\${{ matrix.os }}
        path: build/**/*.log

  dist:
    name: tarball
    runs-on: ubuntu-latest
    needs: build
    if: \${{ !cancelled() }}
    defaults:
      run:
        shell: bash
    steps:
    - uses: actions/checkout@v4
    - run: make dist VERSION="\${GITHUB_SHA::7}"
    - uses: actions/upload-artifact@v4
      with: { name: tarball, path: 'csv-*.tar.gz', if-no-files-found: error }

  format:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
    - uses: DoozyX/clang-format-lint-action@v0.18
      with: { source: src tests, clangFormatVersion: 18 }
`

const MAKEFILE = `CC ?= cc
AR ?= ar
CFLAGS ?= -O1 -g
CFLAGS += -std=c99 -Wall -Wextra -Iinclude $(EXTRA)
VERSION ?= 0.4

ifeq ($(WERROR),1)
CFLAGS += -Werror
endif

OBJECTS = build/csv.o
TESTS = build/test_csv

all: build/libcsv.a

build/libcsv.a: $(OBJECTS)
	$(AR) rcs $@ $^

build/%.o: src/%.c include/csv.h | build
	$(CC) $(CFLAGS) -c -o $@ $<

build/test_%: tests/test_%.c build/libcsv.a
	$(CC) $(CFLAGS) -o $@ $< build/libcsv.a

build:
	mkdir -p $@

check: $(TESTS)
	@for test in $(TESTS); do ./$$test || exit 1; done

dist:
	tar czf csv-$(VERSION).tar.gz --exclude=build Makefile include src tests

clean:
	rm -rf build csv-*.tar.gz

.PHONY: all check dist clean
`

const HEADER = `#ifndef CSV_H
#define CSV_H

#include <stddef.h>

/* Splits a line at its commas, in place. Answers how many fields there are, at most max of which stand in fields; -1 where a
   quote is not closed. */
int csv_split(char *line, char **fields, size_t max);

#endif
`

const SOURCE = `#include "csv.h"

int csv_split(char *line, char **fields, size_t max)
{
    size_t count = 0;
    char *in = line;

    for (;;) {
        char *out = in;
        char *start = in;
        int quoted = *in == '"';

        if (quoted) {
            in++;
            while (*in != '\\0' && *in != '"')
                *out++ = *in++;
            if (*in == '\\0')
                return -1;
            in++;
        } else {
            while (*in != '\\0' && *in != ',')
                *out++ = *in++;
        }
        if (count < max)
            fields[count] = start;
        count++;
        if (*in == '\\0') {
            *out = '\\0';
            return (int)count;
        }
        in++;
        *out = '\\0';
    }
}
`
const RIGHT = SOURCE.replace(
  `            while (*in != '\\0' && *in != '"')
                *out++ = *in++;
`,
  `            while (*in != '\\0' && (*in != '"' || in[1] == '"')) {
                if (*in == '"')
                    in++;
                *out++ = *in++;
            }
`,
)
/** A quoted field never ends before the line does. */
const WRONG = SOURCE.replace(`*in != '\\0' && *in != '"'`, `*in != '\\0' && (*in != '"' || in[1] != '\\0')`)

const HARNESS = `#include <stdio.h>
#include <string.h>

#include "csv.h"

static int failures;

#define CHECK(condition)                                                     \\
    do {                                                                     \\
        if (!(condition)) {                                                  \\
            fprintf(stderr, "%s:%d: %s\\n", __FILE__, __LINE__, #condition);  \\
            failures++;                                                      \\
        }                                                                    \\
    } while (0)

static void test_plain(void)
{
    char line[] = "a,,c";
    char *fields[3];

    CHECK(csv_split(line, fields, 3) == 3);
    CHECK(strcmp(fields[0], "a") == 0);
    CHECK(strcmp(fields[1], "") == 0);
    CHECK(strcmp(fields[2], "c") == 0);
}

static void test_quoted(void)
{
    char line[] = "\\"a,b\\",\\"c\\"";
    char *fields[2];

    CHECK(csv_split(line, fields, 2) == 2);
    CHECK(strcmp(fields[0], "a,b") == 0);
    CHECK(strcmp(fields[1], "c") == 0);
}

static void test_open_quote(void)
{
    char line[] = "\\"a,b";

    CHECK(csv_split(line, NULL, 0) == -1);
}
`
const MAIN = `
int main(void)
{
    test_plain();
    test_quoted();
    test_open_quote();
    if (failures == 0)
        puts("all tests passed");
    return failures != 0;
}
`
const TESTS = `${HARNESS}${MAIN}`
const MORE = `${HARNESS}
static void test_doubled_quote(void)
{
    char line[] = "\\"say \\"\\"hi\\"\\"\\",b";
    char *fields[2];

    CHECK(csv_split(line, fields, 2) == 2);
    CHECK(strcmp(fields[0], "say \\"hi\\"") == 0);
}
${MAIN.replace('    test_open_quote();\n', '    test_open_quote();\n    test_doubled_quote();\n')}`

const PROJECT: Project = {
  name: 'csv',
  branch: 'master',
  files: {
    '.github/workflows/build.yml': CI,
    '.gitignore': 'build/\n*.tar.gz\n',
    '.clang-format': 'BasedOnStyle: LLVM\nIndentWidth: 4\n',
    Makefile: MAKEFILE,
    'README.md': '# csv\n\nA small reader of CSV. `make check` runs its tests.\n',
    'include/csv.h': HEADER,
    'src/csv.c': SOURCE,
    'tests/test_csv.c': TESTS,
  },
  issue: `# Doubled quotes end a field

RFC 4180: a quote within a quoted field is written twice. \`"say ""hi""",b\` is read as three fields; it should be two, the first
of which is \`say "hi"\`.
`,
  agents: {
    right: { 'src/csv.c': RIGHT, 'tests/test_csv.c': MORE },
    wrong: { 'src/csv.c': WRONG, 'tests/test_csv.c': MORE },
    cheat: { 'src/csv.c': WRONG, Makefile: MAKEFILE.replace('|| exit 1', '|| true') },
  },
}

inSandboxWith('gcc', 'R1: a library in C, by Make with two compilers', async () => {
  const { winner, rows, leftOut, exitCode, stderr } = await judge(PROJECT)
  expect([exitCode, winner], stderr).toEqual([0, 'right'])
  expect(passed(rows.right)).toEqual(expect.arrayContaining(['gcc on ubuntu-22.04', 'tarball']))
  expect(rows.wrong).toMatchObject({
    result: 'reject',
    reason: expect.stringMatching(/^fails `gcc on ubuntu-22.04`: /),
  })
  expect(rows.cheat).toMatchObject({
    result: 'reject',
    reason: 'changes `check` in `Makefile`, which the check `gcc on ubuntu-22.04` runs',
  })
  expect(leftOut).toMatchObject({
    'clang on macos-14': expect.stringContaining('macos-14'),
    format: expect.stringContaining('DoozyX/clang-format-lint-action@v0.18'),
  })
  const hasClang = passed(rows.right).includes('clang on ubuntu-22.04')
  if (!hasClang) expect(leftOut['clang on ubuntu-22.04']).toContain('clang: command not found')
})
