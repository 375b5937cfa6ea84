// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { workflow } from './workflow.ts'

export const SYSTEMS = {
  /** Go with a Makefile in parts and a script. */
  queue: {
    ...workflow('actions/setup-go@v5', 'make verify test'),
    Makefile: `GO ?= go
BIN := bin/queue

include hack/lint.mk

.PHONY: test verify build image

test:
	./hack/test.sh

verify: lint
	$(GO) vet ./...

build:
	$(GO) build -o $(BIN) ./cmd/queue

image:
	docker build .
`,
    'hack/lint.mk': '.PHONY: lint\nlint:\n\tgolangci-lint run ./...\n',
    'hack/test.sh':
      '#!/usr/bin/env bash\nset -euo pipefail\nsource "$(dirname "$0")/env.sh"\ngo test -race -coverprofile=cover.out ./... | tee test.log\n',
    'hack/env.sh': 'export CGO_ENABLED=1\n',
    '.golangci.yaml': 'linters:\n  enable:\n    - errcheck\n',
    'go.mod': 'module example.org/queue\n\ngo 1.22\n\nrequire github.com/stretchr/testify v1.9.0\n',
    'go.sum': '',
    'cmd/queue/main.go': 'package main\n\nfunc main() {}\n',
    'internal/queue/queue.go':
      'package queue\n\n// Queue is first in, first out.\ntype Queue struct{ items []int }\n\nfunc (q *Queue) Push(n int) { q.items = append(q.items, n) }\n\nfunc (q *Queue) Pop() int {\n\tn := q.items[len(q.items)-1]\n\tq.items = q.items[:len(q.items)-1]\n\treturn n\n}\n',
    'internal/queue/queue_test.go': `package queue

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPop(t *testing.T) {
	q := &Queue{}
	q.Push(1)
	q.Push(2)
	require.Equal(t, 1, q.Pop())
}

func TestPush(t *testing.T) {
	tests := []struct {
		name string
		push []int
		want int
	}{
		{"one", []int{1}, 1},
		{"two", []int{1, 2}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := &Queue{}
			for _, n := range tt.push {
				q.Push(n)
			}
			if len(q.items) != tt.want {
				t.Fatalf("got %d, want %d", len(q.items), tt.want)
			}
		})
	}
}
`,
    'internal/queue/testdata/big.txt': '1\n2\n',
    'docs/queue.md': '# Queue\n',
  },
  /** A cargo workspace with just, nextest and an xtask. */
  lexer: {
    ...workflow('dtolnay/rust-toolchain@stable', 'just ci', 'cargo xtask lint'),
    justfile:
      'ci: fmt clippy test\n\nfmt:\n    cargo fmt --all --check\n\nclippy:\n    cargo clippy --workspace -- -D warnings\n\ntest:\n    cargo nextest run --workspace --profile ci\n\nbench:\n    cargo bench\n',
    'Cargo.toml':
      '[workspace]\nresolver = "2"\nmembers = ["crates/*", "xtask"]\n\n[workspace.dependencies]\nmemchr = "2"\n\n[workspace.lints.clippy]\npedantic = "warn"\n',
    'Cargo.lock': 'version = 3\n',
    '.cargo/config.toml': '[alias]\nxtask = "run --package xtask --"\n',
    '.config/nextest.toml': '[profile.ci]\nfail-fast = false\n',
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.80"\n',
    'rustfmt.toml': 'max_width = 100\n',
    'clippy.toml': 'msrv = "1.74"\n',
    'xtask/Cargo.toml': '[package]\nname = "xtask"\nversion = "0.0.0"\nedition = "2021"\n',
    'xtask/src/main.rs': 'mod lint;\n\nfn main() {\n    std::process::exit(lint::run());\n}\n',
    'xtask/src/lint.rs': 'pub fn run() -> i32 {\n    1\n}\n',
    'crates/lexer/Cargo.toml':
      '[package]\nname = "lexer"\nversion = "0.3.0"\nedition = "2021"\n\n[dependencies]\nmemchr = { workspace = true }\n\n[lints]\nworkspace = true\n',
    'crates/lexer/src/lib.rs': `#[derive(Debug, PartialEq)]
pub struct Token(pub u8);

pub fn first(text: &str) -> Token {
    Token(text.as_bytes()[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_first() {
        assert_eq!(first("ab"), Token(b'a'));
    }
}
`,
    'crates/lexer/tests/lex.rs':
      'use lexer::{first, Token};\n\n#[test]\nfn lexes() {\n    assert_eq!(first("xy"), Token(b\'x\'));\n}\n\n#[test]\nfn lexes_more() {\n    assert_eq!(first("yz"), Token(b\'y\'));\n}\n',
    'crates/lexer/tests/data/one.txt': 'x\n',
    'README.md': '# lexer\n',
  },
  /** C with presets, warnings in a module, a script that checks the layout. */
  list: {
    ...workflow(
      'cmake --preset ci',
      'cmake --build --preset ci',
      'ctest --preset ci',
      './scripts/check-format.sh',
    ),
    'CMakeLists.txt':
      'cmake_minimum_required(VERSION 3.25)\nproject(list VERSION 1.4.0 LANGUAGES C)\ninclude(cmake/CompilerWarnings.cmake)\ninclude(CTest)\nadd_subdirectory(src)\nif(BUILD_TESTING)\n  add_subdirectory(tests)\nendif()\n',
    'CMakePresets.json': `{
  "version": 6,
  "configurePresets": [{ "name": "ci", "binaryDir": "build", "cacheVariables": { "CMAKE_BUILD_TYPE": "Debug" } }],
  "buildPresets": [{ "name": "ci", "configurePreset": "ci" }],
  "testPresets": [{ "name": "ci", "configurePreset": "ci", "output": { "outputOnFailure": true } }]
}
`,
    'cmake/CompilerWarnings.cmake': 'add_compile_options(-Wall -Wextra -Werror)\n',
    'src/CMakeLists.txt': 'add_library(list list.c)\ntarget_include_directories(list PUBLIC .)\n',
    'src/list.h': '#ifndef LIST_H\n#define LIST_H\nint list_sum(const int *items, int n);\n#endif\n',
    'src/list.c':
      '#include "list.h"\n\nint list_sum(const int *items, int n)\n{\n    int sum = 0;\n    for (int i = 1; i < n; i++)\n        sum += items[i];\n    return sum;\n}\n',
    'tests/CMakeLists.txt':
      'add_executable(test_list test_list.c)\ntarget_link_libraries(test_list PRIVATE list)\nadd_test(NAME list COMMAND test_list)\n',
    'tests/test_list.c':
      '#include <assert.h>\n#include "list.h"\n\nstatic void test_sum(void)\n{\n    int items[] = { 1, 2 };\n    assert(list_sum(items, 2) == 3);\n}\n\nstatic void test_empty(void)\n{\n    assert(list_sum(0, 0) == 0);\n}\n\nint main(void)\n{\n    test_sum();\n    test_empty();\n    return 0;\n}\n',
    '.clang-format': 'BasedOnStyle: LLVM\n',
    'scripts/check-format.sh': '#!/bin/sh\nset -e\nclang-format --dry-run --Werror src/*.c tests/*.c\n',
    'docs/list.md': '# list\n',
  },
  /** C with a Makefile alone, and cases in files. */
  sortc: {
    ...workflow('make CC=clang test'),
    Makefile:
      'include config.mk\n\nsortc: main.c sort.c sort.h\n\t$(CC) $(CFLAGS) -o $@ main.c sort.c\n\ntest: sortc\n\tsh tests/run.sh\n\ninstall: sortc\n\tcp sortc $(PREFIX)/bin\n\nclean:\n\trm -f sortc\n',
    'config.mk': 'VERSION = 0.9\nPREFIX = /usr/local\nCFLAGS = -std=c99 -Wall -Werror\n',
    'main.c': '#include "sort.h"\nint main(void) { return sort_main(); }\n',
    'sort.c': '#include "sort.h"\nint sort_main(void) { return 0; }\n',
    'sort.h': 'int sort_main(void);\n',
    'tests/run.sh':
      '#!/bin/sh\nfailed=0\nfor given in tests/cases/*.in; do\n  ./sortc < "$given" | cmp -s - "${given%.in}.out" || { echo "not ok $given"; failed=1; }\ndone\nexit $failed\n',
    'tests/cases/two.in': '2\n1\n',
    'tests/cases/two.out': '1\n2\n',
    'tests/cases/one.in': '1\n',
    'tests/cases/one.out': '1\n',
    README: 'sortc\n',
  },
}
