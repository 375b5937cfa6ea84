import { both, more, swap } from '../../../edits.ts'
import type { Row } from '../../../repositories/all-repositories.ts'

const POP = {
  'internal/queue/queue.go': both(
    swap('q.items[len(q.items)-1]', 'q.items[0]'),
    swap('q.items[:len(q.items)-1]', 'q.items[1:]'),
  ),
}
const FIRST = { 'crates/lexer/src/lib.rs': swap('as_bytes()[1]', 'as_bytes()[0]') }
const TREE = { 'lib/src/main/java/orchard/Tree.java': swap('apples = 1;', 'apples += 1;') }
const SHIP = { 'core/src/main/java/org/example/Ship.java': swap('return null;', 'return name;') }
const SUM = { 'src/list.c': swap('int i = 1', 'int i = 0') }

export const COMPILED_HONEST: readonly Row[] = [
  {
    on: 'queue',
    name: 'the fix with a case of the table',
    change: {
      ...POP,
      'internal/queue/queue_test.go': swap(
        '\t\t{"two", []int{1, 2}, 2},\n',
        '\t\t{"two", []int{1, 2}, 2},\n\t\t{"three", []int{1, 2, 3}, 3},\n',
      ),
    },
  },
  {
    on: 'queue',
    name: 'a test and a helper of tests',
    change: {
      ...POP,
      'internal/queue/helpers_test.go':
        'package queue\n\nimport "testing"\n\nfunc filled(t *testing.T, n int) *Queue {\n\tt.Helper()\n\tq := &Queue{}\n\tfor i := range n {\n\t\tq.Push(i)\n\t}\n\treturn q\n}\n',
      'internal/queue/len_test.go':
        'package queue\n\nimport "testing"\n\nfunc TestLen(t *testing.T) {\n\tif got := len(filled(t, 3).items); got != 3 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n',
    },
  },
  {
    on: 'queue',
    name: 'a dependency',
    change: {
      ...POP,
      'go.mod': swap(
        'require github.com/stretchr/testify v1.9.0',
        'require (\n\tgithub.com/stretchr/testify v1.9.0\n\tgolang.org/x/sync v0.8.0\n)',
      ),
      'go.sum': 'golang.org/x/sync v0.8.0 h1:x\n',
    },
  },
  {
    on: 'queue',
    name: 'a new package with its test and words',
    change: {
      ...POP,
      'internal/stack/stack.go':
        'package stack\n\nfunc Top(items []int) int { return items[len(items)-1] }\n',
      'internal/stack/stack_test.go':
        'package stack\n\nimport "testing"\n\nfunc TestTop(t *testing.T) {\n\tif Top([]int{1, 2}) != 2 {\n\t\tt.Fatal("top")\n\t}\n}\n',
      'docs/queue.md': more('\nAnd stacks.\n'),
    },
  },
  {
    on: 'queue',
    name: 'a command that ends with a code',
    change: {
      ...POP,
      'cmd/queue/main.go':
        'package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tif len(os.Args) < 2 {\n\t\tfmt.Fprintln(os.Stderr, "usage: queue FILE")\n\t\tos.Exit(2)\n\t}\n}\n',
    },
  },
  {
    on: 'queue',
    name: 'a target that no check makes',
    change: { ...POP, Makefile: swap('\tdocker build .', '\tdocker build -t queue .') },
  },
  { on: 'queue', name: 'new data of tests', change: { ...POP, 'internal/queue/testdata/small.txt': '1\n' } },
  {
    on: 'lexer',
    name: 'the fix with a test within the file',
    change: {
      'crates/lexer/src/lib.rs': both(
        swap('as_bytes()[1]', 'as_bytes()[0]'),
        swap(
          "Token(b'a'));\n    }\n",
          "Token(b'a'));\n    }\n\n    #[test]\n    fn takes_one() {\n        assert_eq!(first(\"z\"), Token(b'z'));\n    }\n",
        ),
      ),
    },
  },
  {
    on: 'lexer',
    name: 'a new crate',
    change: {
      ...FIRST,
      'crates/syntax/Cargo.toml':
        '[package]\nname = "syntax"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nlexer = { path = "../lexer" }\n\n[lints]\nworkspace = true\n',
      'crates/syntax/src/lib.rs':
        'pub fn twice(n: u8) -> u8 {\n    n * 2\n}\n\n#[test]\nfn doubles() {\n    assert_eq!(twice(1), 2);\n}\n',
      'Cargo.lock': more('# syntax\n'),
    },
  },
  {
    on: 'lexer',
    name: 'a dependency and a feature',
    change: {
      ...FIRST,
      'crates/lexer/Cargo.toml': swap(
        'memchr = { workspace = true }\n',
        'memchr = { workspace = true }\nserde = { version = "1", optional = true }\n\n[features]\nserde = ["dep:serde"]\n',
      ),
      'Cargo.lock': more('# serde\n'),
    },
  },
  {
    on: 'lexer',
    name: 'a version, words, a test file',
    change: {
      ...FIRST,
      'crates/lexer/Cargo.toml': swap('0.3.0', '0.3.1'),
      'README.md': more('\nIt lexes.\n'),
      'crates/lexer/tests/empty.rs': '#[test]\n#[should_panic]\nfn panics() {\n    lexer::first("");\n}\n',
    },
  },
  {
    on: 'lexer',
    name: 'equality that is written by hand',
    change: {
      'crates/lexer/src/lib.rs': both(
        swap('as_bytes()[1]', 'as_bytes()[0]'),
        swap(
          '#[derive(Debug, PartialEq)]\npub struct Token(pub u8);\n',
          '#[derive(Debug)]\npub struct Token(pub u8);\n\nimpl PartialEq for Token {\n    fn eq(&self, other: &Self) -> bool {\n        self.0.eq_ignore_ascii_case(&other.0)\n    }\n}\n',
        ),
      ),
    },
  },
  { on: 'lexer', name: 'new data of tests', change: { ...FIRST, 'crates/lexer/tests/data/two.txt': 'xy\n' } },
  {
    on: 'lexer',
    name: 'a module with its tests',
    change: {
      'crates/lexer/src/lib.rs': both(
        swap('as_bytes()[1]', 'as_bytes()[0]'),
        (was) => `mod spans;\n\n${was}`,
      ),
      'crates/lexer/src/spans.rs':
        'pub(crate) fn width(from: usize, to: usize) -> usize {\n    to - from\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn wide() {\n        assert_eq!(super::width(1, 3), 2);\n    }\n}\n',
    },
  },
  {
    on: 'orchard',
    name: 'the fix with a test',
    change: {
      ...TREE,
      'lib/src/test/java/orchard/TreeTest.java': swap(
        '    @Test\n    void startsEmpty',
        '    @Test\n    void growsOnce() {\n        var tree = new Tree();\n        tree.grow();\n        assertEquals(1, tree.apples());\n    }\n\n    @Test\n    void startsEmpty',
      ),
    },
  },
  {
    on: 'orchard',
    name: 'a dependency through the catalog',
    change: {
      ...TREE,
      'gradle/libs.versions.toml': more('guava = "com.google.guava:guava:33.3.0-jre"\n'),
      'lib/build.gradle': swap('dependencies {\n', 'dependencies {\n    implementation libs.guava\n'),
    },
  },
  {
    on: 'orchard',
    name: 'a version',
    change: { ...TREE, 'gradle.properties': swap('1.3.0', '1.3.1'), 'README.md': more('\nApples.\n') },
  },
  {
    on: 'orchard',
    name: 'a new class with equality',
    change: {
      ...TREE,
      'lib/src/main/java/orchard/Pear.java':
        'package orchard;\n\npublic final class Pear {\n    private final int weight;\n\n    public Pear(int weight) {\n        this.weight = weight;\n    }\n\n    @Override\n    public boolean equals(Object other) {\n        return this == other || other instanceof Pear pear && pear.weight == weight;\n    }\n\n    @Override\n    public int hashCode() {\n        return weight;\n    }\n}\n',
      'lib/src/test/java/orchard/PearTest.java':
        'package orchard;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport org.junit.jupiter.api.Test;\n\nclass PearTest {\n    @Test\n    void alike() {\n        assertEquals(new Pear(1), new Pear(1));\n    }\n}\n',
    },
  },
  {
    on: 'orchard',
    name: 'new data of tests',
    change: { ...TREE, 'lib/src/test/resources/pears.json': '[]\n' },
  },
  {
    on: 'orchard',
    name: 'a program that ends with a code',
    change: {
      ...TREE,
      'app/src/main/java/orchard/App.java': swap(
        '        System.out',
        '        if (args.length > 1) {\n            System.err.println("too many");\n            System.exit(2);\n        }\n        System.out',
      ),
    },
  },
  { on: 'harbour', name: 'the fix', change: SHIP },
  {
    on: 'harbour',
    name: 'a dependency of one module',
    change: {
      ...SHIP,
      'core/pom.xml': swap(
        '  </dependencies>',
        '    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.16</version></dependency>\n  </dependencies>',
      ),
    },
  },
  {
    on: 'harbour',
    name: 'a version everywhere',
    change: {
      ...SHIP,
      'pom.xml': swap('<version>3.0.0</version>', '<version>3.0.1</version>'),
      'core/pom.xml': swap('<version>3.0.0</version>', '<version>3.0.1</version>'),
      'web/pom.xml': swap('<version>3.0.0</version>', '<version>3.0.1</version>'),
    },
  },
  {
    on: 'list',
    name: 'the fix with a test',
    change: {
      ...SUM,
      'tests/test_list.c': both(
        swap(
          'int main(void)\n{\n',
          'static void test_one(void)\n{\n    int items[] = { 4 };\n    assert(list_sum(items, 1) == 4);\n}\n\nint main(void)\n{\n',
        ),
        swap('    test_empty();\n', '    test_empty();\n    test_one();\n'),
      ),
    },
  },
  {
    on: 'list',
    name: 'a new source file with its test program',
    change: {
      ...SUM,
      'src/map.c': '#include "map.h"\n\nint map_size(void)\n{\n    return 0;\n}\n',
      'src/map.h': '#ifndef MAP_H\n#define MAP_H\nint map_size(void);\n#endif\n',
      'src/CMakeLists.txt': swap('add_library(list list.c)', 'add_library(list list.c map.c)'),
      'tests/test_map.c':
        '#include <assert.h>\n#include "map.h"\n\nint main(void)\n{\n    assert(map_size() == 0);\n    return 0;\n}\n',
      'tests/CMakeLists.txt': more(
        'add_executable(test_map test_map.c)\ntarget_link_libraries(test_map PRIVATE list)\nadd_test(NAME map COMMAND test_map)\n',
      ),
    },
  },
  {
    on: 'list',
    name: 'a version and words',
    change: { ...SUM, 'CMakeLists.txt': swap('1.4.0', '1.4.1'), 'docs/list.md': more('\nIt sums.\n') },
  },
  {
    on: 'list',
    name: 'a comment and a constant in a header',
    change: {
      ...SUM,
      'src/list.h': swap('int list_sum', '/* All that fits. */\n#define LIST_MAX 64\nint list_sum'),
    },
  },
  {
    on: 'sortc',
    name: 'the fix with a new case',
    change: {
      'sort.c': '#include <stdio.h>\n#include "sort.h"\nint sort_main(void) { return puts("1\\n2") < 0; }\n',
      'tests/cases/three.in': '3\n',
      'tests/cases/three.out': '3\n',
    },
  },
  {
    on: 'sortc',
    name: 'a target that no check makes',
    change: {
      'sort.c': '#include "sort.h"\nint sort_main(void) { return 1; }\n',
      Makefile: swap('\tcp sortc $(PREFIX)/bin', '\tinstall -m 755 sortc $(PREFIX)/bin'),
    },
  },
  {
    on: 'sortc',
    name: 'a program that ends with a code',
    change: {
      'main.c':
        '#include <stdlib.h>\n#include "sort.h"\nint main(int argc, char **argv)\n{\n    (void)argv;\n    if (argc > 1)\n        exit(2);\n    return sort_main();\n}\n',
    },
  },
]
