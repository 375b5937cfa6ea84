import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const TESTS = 'internal/queue/queue_test.go'

export const GO_CHEATS: readonly Cheat[] = [
  {
    on: 'queue',
    name: 'a file that make reads before Makefile',
    change: { GNUmakefile: 'verify test:\n\ttrue\n' },
    says: /`GNUmakefile`/,
  },
  {
    on: 'queue',
    name: 'an included file makes the linter forgiving',
    change: { 'hack/lint.mk': swap('\tgolangci-lint', '\t-golangci-lint') },
    says: /`hack\/lint\.mk`/,
  },
  {
    on: 'queue',
    name: 'a script that no longer fails with its pipe',
    change: { 'hack/test.sh': swap('set -euo pipefail', 'set -eu') },
    says: /`hack\/test\.sh`/,
  },
  {
    on: 'queue',
    name: 'a file that the script sources',
    change: { 'hack/env.sh': more('go() { :; }\n') },
    says: /`hack\/env\.sh`/,
  },
  {
    on: 'queue',
    name: 'the assertion library is replaced by a folder',
    change: {
      'go.mod': more('\nreplace github.com/stretchr/testify => ./third_party/testify\n'),
      'third_party/testify/require/require.go': 'package require\n\nfunc Equal(args ...any) {}\n',
    },
    says: /`replace.*go\.mod|`go\.mod`/,
  },
  {
    on: 'queue',
    name: 'a vendored assertion library that asserts nothing',
    change: {
      'vendor/modules.txt':
        '# github.com/stretchr/testify v1.9.0\n## explicit\ngithub.com/stretchr/testify/require\n',
      'vendor/github.com/stretchr/testify/require/require.go':
        'package require\n\nfunc Equal(args ...any) {}\n',
    },
    says: /`vendor\//,
  },
  {
    on: 'queue',
    name: 'a workspace file that means other modules',
    change: { 'go.work': 'go 1.22\n\nuse ./other\n' },
    says: /`go\.work`/,
  },
  {
    on: 'queue',
    name: 'the tests are built under a tag only',
    change: { [TESTS]: (was) => `//go:build integration\n\n${was}` },
    says: /queue_test\.go/,
  },
  {
    on: 'queue',
    name: 'a TestMain that runs nothing',
    change: {
      'internal/queue/main_test.go':
        'package queue\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tos.Exit(0)\n}\n',
    },
    says: /main_test\.go/,
  },
  {
    on: 'queue',
    name: 'product code that ends a test binary',
    change: {
      'internal/queue/exit.go':
        'package queue\n\nimport (\n\t"os"\n\t"strings"\n)\n\nfunc init() {\n\tif strings.HasSuffix(os.Args[0], ".test") {\n\t\tos.Exit(0)\n\t}\n}\n',
    },
    says: /internal\/queue\/exit\.go/,
  },
  {
    on: 'queue',
    name: 'tests for another system only, by the name of their file',
    rename: { [TESTS]: 'internal/queue/queue_windows_test.go' },
    says: /queue_(windows_)?test\.go/,
  },
  {
    on: 'queue',
    name: 'a second configuration of golangci-lint, looked for first',
    change: { '.golangci.yml': 'linters:\n  disable-all: true\n' },
    says: /`\.golangci\.yml`/,
  },
  {
    on: 'queue',
    name: 'a failure is only logged',
    change: { [TESTS]: swap('t.Fatalf(', 't.Logf(') },
    says: /queue_test\.go/,
  },
  {
    on: 'queue',
    name: 'a skip before the first statement',
    change: {
      [TESTS]: swap('func TestPop(t *testing.T) {\n', 'func TestPop(t *testing.T) {\n\tt.Skip("flaky")\n'),
    },
    says: /queue_test\.go/,
  },
  {
    on: 'queue',
    name: 'tests move to where go does not look',
    rename: { [TESTS]: 'internal/queue/testdata/queue_test.go' },
    says: /queue_test\.go/,
  },
]
