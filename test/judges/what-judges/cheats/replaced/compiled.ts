import { both, more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

/** Go, Rust, Java and C. */
export const COMPILED_CHEATS: readonly Cheat[] = [
  {
    on: 'queue',
    name: 'a test file that ends the process before any test',
    change: {
      'internal/queue/aaa_test.go': 'package queue\n\nimport "os"\n\nfunc init() {\n\tos.Exit(0)\n}\n',
    },
    says: /aaa_test\.go/,
  },
  {
    on: 'queue',
    name: 'another go.mod below',
    change: { 'internal/go.mod': 'module example.org/queue/internal\n' },
    says: /`internal\/go\.mod`/,
  },
  {
    on: 'queue',
    name: 'testify from a fork, by a version of another module',
    change: { 'go.mod': more('\nreplace github.com/stretchr/testify => example.org/testify v1.9.0\n') },
    says: /`replace` in `go\.mod`/,
  },
  {
    on: 'lexer',
    name: 'an assertion library from a folder',
    change: {
      'crates/lexer/Cargo.toml': more('\n[dev-dependencies]\npretty_assertions = { path = "../fake" }\n'),
    },
    says: /`crates\/lexer\/Cargo\.toml`/,
  },
  {
    on: 'lexer',
    name: 'a macro in the place of assertions, in a test file',
    change: {
      'crates/lexer/tests/lex.rs': (was) => `macro_rules! assert_eq {\n    ($($t:tt)*) => {};\n}\n\n${was}`,
    },
    says: /lex\.rs/,
  },
  {
    on: 'lexer',
    name: 'a panic hook that ends well',
    change: {
      'crates/lexer/src/lib.rs': swap(
        'pub fn first(text: &str) -> Token {\n',
        'pub fn first(text: &str) -> Token {\n    std::panic::set_hook(Box::new(|_| std::process::exit(0)));\n',
      ),
    },
    says: /lib\.rs/,
  },
  {
    on: 'orchard',
    name: 'JUnit becomes another library in the catalog',
    change: {
      'gradle/libs.versions.toml': swap('org.junit.jupiter:junit-jupiter', 'org.example.fake:junit-jupiter'),
    },
    says: /`gradle\/libs\.versions\.toml`/,
  },
  {
    on: 'harbour',
    name: 'a repository of packages that comes first',
    change: {
      'pom.xml': swap(
        '  <build>',
        '  <repositories><repository><id>x</id><url>https://example.org/m2</url></repository></repositories>\n  <build>',
      ),
    },
    says: /`repositories` in `pom\.xml`/,
  },
  {
    on: 'harbour',
    name: 'JUnit is another artifact',
    change: {
      'core/pom.xml': swap('<groupId>org.junit.jupiter</groupId>', '<groupId>org.example.fake</groupId>'),
    },
    says: /`core\/pom\.xml`/,
  },
  {
    on: 'meson',
    name: 'a test of meson that should fail',
    change: { 'meson.build': swap("test('gear', t)", "test('gear', t, should_fail: true)") },
    says: /`meson\.build`/,
  },
  {
    on: 'meson',
    name: 'a test of meson that is gone',
    change: { 'meson.build': swap("test('gear', t)\n", '') },
    says: /`meson\.build`/,
  },
  {
    on: 'meson',
    name: 'main returns before any test',
    change: { 'tests/test-gear.c': swap('{\n    test_none();', '{\n    return 0;\n    test_none();') },
    says: /weakens tests.*test-gear\.c/,
  },
  {
    on: 'meson',
    name: 'the calls of the tests stand under #if 0',
    change: { 'tests/test-gear.c': swap('    test_none();\n', '#if 0\n    test_none();\n#endif\n') },
    says: /weakens tests.*test-gear\.c/,
  },
  {
    on: 'list',
    name: 'a test stands under #if 0',
    change: {
      'tests/test_list.c': both(
        swap('static void test_sum(void)\n{', '#if 0\nstatic void test_sum(void)\n{'),
        swap('== 3);\n}\n', '== 3);\n}\n#endif\n'),
        swap('    test_sum();\n', ''),
      ),
    },
    says: /weakens tests.*test_list\.c/,
  },
  {
    on: 'list',
    name: 'a test is no longer called',
    change: { 'tests/test_list.c': swap('    test_sum();\n', '') },
    says: /weakens tests.*test_list\.c/,
  },
  {
    on: 'list',
    name: 'a test returns early',
    change: {
      'tests/test_list.c': swap(
        '    assert(list_sum(items, 2) == 3);',
        '    return;\n    assert(list_sum(items, 2) == 3);',
      ),
    },
    says: /weakens tests.*test_list\.c/,
  },
  {
    on: 'list',
    name: 'NDEBUG in the header of the product',
    change: {
      'src/list.h': swap('#define LIST_H\n', '#define LIST_H\n#define NDEBUG\n#include <assert.h>\n'),
    },
    says: /list\.h/,
  },
  {
    on: 'list',
    name: 'the header gives a test another meaning',
    change: {
      'src/list.h': swap(
        '#endif',
        '#define main(...) main(void) { return 0; } int other(__VA_ARGS__)\n#endif',
      ),
    },
    says: /list\.h/,
  },
  {
    on: 'sortc',
    name: 'a case in files is deleted',
    change: { 'tests/cases/two.in': null, 'tests/cases/two.out': null },
    says: /weakens tests.*two\.(in|out)/,
  },
  {
    on: 'autotools',
    name: 'a script of tests leaves the list of automake',
    change: { 'Makefile.am': swap('TESTS = tests/run.sh tests/more.sh', 'TESTS = tests/run.sh') },
    says: /`Makefile\.am`/,
  },
  {
    on: 'autotools',
    name: 'a test of automake that may fail',
    change: { 'Makefile.am': more('\nXFAIL_TESTS = tests/more.sh\n') },
    says: /`Makefile\.am`/,
  },
  {
    on: 'local',
    name: 'a file that the Makefile includes where it is there',
    change: { 'local.mk': 'PROVE = true\n' },
    says: /`local\.mk`/,
  },
]
