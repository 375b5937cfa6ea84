import { both, more, swap } from '../../edits.ts'
import type { Row } from '../../repositories/all-repositories.ts'

const FLOW = { 'pump/__init__.py': swap('litres - 1', 'litres') }
const COUNT = { 'spokes/__init__.py': swap('n + 1', 'n') }
const TEETH = { 'src/gear.c': swap('n + 1', 'n') }
const WATTS = { 'app/Lamp.php': swap('return 0', 'return 60') }
const DIAL = { 'lib/dial.js': swap('n - 1', 'n + 1') }
const POP = { 'internal/queue/queue.go': swap('q.items[len(q.items)-1]', 'q.items[0]') }
const TREE = { 'lib/src/main/java/orchard/Tree.java': swap('apples = 1;', 'apples += 1;') }
const SHIP = { 'core/src/main/java/org/example/Ship.java': swap('return null;', 'return name;') }
const FIRST = { 'crates/lexer/src/lib.rs': swap('as_bytes()[1]', 'as_bytes()[0]') }
const THICK = { 'lib/shelf/book.rb': swap('pages > 5', 'pages > 500') }
const SUM = { 'src/Total.php': swap('count($cents)', 'array_sum($cents)') }
const LIST = { 'src/list.c': swap('int i = 1', 'int i = 0') }

/** Versions and dependencies in every language, and what ordinary work does beside them. */
export const LATER_HONEST: readonly Row[] = [
  {
    on: 'gem',
    name: 'a version of a gem and its lock',
    change: {
      ...THICK,
      Gemfile: swap("'~> 5.25'", "'~> 5.26'"),
      'Gemfile.lock': more('    minitest (5.26.0)\n'),
    },
  },
  {
    on: 'gem',
    name: 'a gem in a group',
    change: {
      ...THICK,
      Gemfile: more("\ngroup :development do\n  gem 'debug', '>= 1.9'\nend\n"),
      'Gemfile.lock': more('    debug (1.9.2)\n'),
    },
  },
  {
    on: 'gem',
    name: 'a version of the gem',
    change: { ...THICK, 'shelf.gemspec': swap("'1.0.0'", "'1.1.0'") },
  },
  {
    on: 'orchard',
    name: 'versions in the catalog',
    change: { ...TREE, 'gradle/libs.versions.toml': swap('"5.11.0"', '"5.11.4"') },
  },
  {
    on: 'orchard',
    name: 'a library of tests in the catalog',
    change: {
      ...TREE,
      'gradle/libs.versions.toml': more(
        'assertj = { group = "org.assertj", name = "assertj-core", version = "3.26.3" }\n',
      ),
      'lib/build.gradle': swap(
        '    testImplementation libs.junit\n',
        '    testImplementation libs.junit\n    testImplementation libs.assertj\n',
      ),
    },
  },
  {
    on: 'orchard',
    name: 'a version in gradle.properties',
    change: { ...TREE, 'gradle.properties': swap('1.3.0', '1.4.0-SNAPSHOT') },
  },
  {
    on: 'gradle',
    name: 'a dependency in Kotlin',
    change: {
      'src/main/kotlin/Desk.kt': swap('= 3', '= 4'),
      'build.gradle.kts': swap(
        'dependencies {\n',
        'dependencies {\n    implementation("com.squareup.okio:okio:3.9.0")\n    testImplementation("org.junit.jupiter:junit-jupiter:5.11.4")\n',
      ),
    },
  },
  {
    on: 'gradle',
    name: 'a version in Kotlin',
    change: {
      'src/main/kotlin/Desk.kt': swap('= 3', '= 4'),
      'build.gradle.kts': swap('version = "1.0"', 'version = "1.1"'),
    },
  },
  {
    on: 'harbour',
    name: 'a version that is managed',
    change: { ...SHIP, 'pom.xml': swap('5.11.0', '5.11.4') },
  },
  {
    on: 'harbour',
    name: 'a dependency of tests',
    change: {
      ...SHIP,
      'core/pom.xml': swap(
        '  </dependencies>',
        '    <dependency><groupId>org.assertj</groupId><artifactId>assertj-core</artifactId><version>3.26.3</version><scope>test</scope></dependency>\n  </dependencies>',
      ),
    },
  },
  {
    on: 'java',
    name: 'a version in a property',
    change: {
      'src/main/java/Lamp.java': swap('return false', 'return true'),
      'pom.xml': swap('<junit.version>5.10.0', '<junit.version>5.11.4'),
    },
  },
  {
    on: 'lexer',
    name: 'a version of a crate for all',
    change: {
      ...FIRST,
      'Cargo.toml': swap('memchr = "2"', 'memchr = "2.7"'),
      'Cargo.lock': more('# memchr 2.7\n'),
    },
  },
  {
    on: 'lexer',
    name: 'a crate for tests',
    change: {
      ...FIRST,
      'crates/lexer/Cargo.toml': more(
        '\n[dev-dependencies]\npretty_assertions = "1.4"\ninsta = { version = "1", features = ["yaml"] }\nproptest = { workspace = true }\n',
      ),
      'Cargo.lock': more('# insta\n'),
    },
  },
  {
    on: 'rust',
    name: 'a version of a dependency and of the crate',
    change: {
      'src/lib.rs': swap('{ n }', '{ n + 1 }'),
      'Cargo.toml': both(
        swap('serde = "1"', 'serde = { version = "1.0.210", features = ["derive"] }'),
        swap('"0.1.0"', '"0.1.1"'),
      ),
      'Cargo.lock': 'version = 4\n',
    },
  },
  {
    on: 'queue',
    name: 'a version of a module',
    change: {
      ...POP,
      'go.mod': swap('testify v1.9.0', 'testify v1.10.0'),
      'go.sum': 'github.com/stretchr/testify v1.10.0 h1:x\n',
    },
  },
  {
    on: 'queue',
    name: 'another version of the language',
    change: { ...POP, 'go.mod': swap('go 1.22', 'go 1.23') },
  },
  {
    on: 'queue',
    name: 'an indirect module',
    change: {
      ...POP,
      'go.mod': more('\nrequire golang.org/x/text v0.19.0 // indirect\n'),
      'go.sum': 'golang.org/x/text v0.19.0 h1:x\n',
    },
  },
  {
    on: 'invoice',
    name: 'versions of composer',
    change: {
      ...SUM,
      'composer.json': swap('"phpunit/phpunit": "^11"', '"phpunit/phpunit": "^11.4"'),
      'composer.lock':
        '{ "packages": [], "packages-dev": [{ "name": "phpunit/phpunit", "version": "11.4.0" }] }\n',
    },
  },
  {
    on: 'invoice',
    name: 'a dependency of composer',
    change: {
      ...SUM,
      'composer.json': swap('"php": ">=8.2"', '"php": ">=8.2", "brick/money": "^0.9"'),
      'composer.lock': '{ "packages": [{ "name": "brick/money" }] }\n',
    },
  },
  {
    on: 'mocha',
    name: 'a version of the runner, with its lock',
    change: {
      ...DIAL,
      'package.json': swap('"mocha": "^10.0.0"', '"mocha": "^11.0.0"'),
      'package-lock.json': swap(
        '"version": "10.7.0", "resolved": "https://registry.npmjs.org/mocha/-/mocha-10.7.0.tgz", "integrity": "sha512-b"',
        '"version": "11.0.1", "resolved": "https://registry.npmjs.org/mocha/-/mocha-11.0.1.tgz", "integrity": "sha512-c"',
      ),
    },
  },
  {
    on: 'mocha',
    name: 'the lock file of another package manager, as it writes it',
    change: {
      ...DIAL,
      'yarn.lock':
        '# yarn lockfile v1\n\n\nmocha@^10.0.0:\n  version "10.7.0"\n  resolved "https://registry.yarnpkg.com/mocha/-/mocha-10.7.0.tgz#b"\n  integrity sha512-b\n',
    },
  },
  {
    on: 'mocha',
    name: 'a dependency, with its lock',
    change: {
      ...DIAL,
      'package.json': swap(
        '"devDependencies": { ',
        '"dependencies": { "ms": "^2.1.3" },\n  "devDependencies": { ',
      ),
      'package-lock.json': swap(
        '"packages": {',
        '"packages": {\n    "node_modules/ms": { "version": "2.1.3", "resolved": "https://registry.npmjs.org/ms/-/ms-2.1.3.tgz", "integrity": "sha512-d" },',
      ),
    },
  },
  {
    on: 'pipenv',
    name: 'a dependency of a Pipfile and a script that no check runs',
    change: {
      ...FLOW,
      Pipfile: both(
        swap('requests = "*"', 'requests = ">=2.32"\nattrs = { version = "*", extras = ["all"] }'),
        swap('python -m pump"', 'python -m pump --port 80"'),
      ),
      'Pipfile.lock': '{ "default": {} }\n',
    },
  },
  {
    on: 'pixi',
    name: 'a dependency of pixi and a task that no check runs',
    change: {
      'kite.py': swap('metres + 1', 'metres'),
      'pixi.toml': both(
        swap('pytest = "*"', 'pytest = ">=8"\nnumpy = "*"'),
        swap('mkdocs build', 'mkdocs build --strict'),
      ),
    },
  },
  {
    on: 'wheel',
    name: 'versions in requirements',
    change: {
      ...COUNT,
      'requirements/dev.txt': swap('8.3.2', '8.3.3'),
      'requirements/base.txt': more(
        'click>=8.1 ; python_version < "3.14"\nshapes @ git+https://example.org/shapes\n',
      ),
    },
  },
  {
    on: 'wheel',
    name: 'a dependency and a command in setup.py and setup.cfg',
    change: {
      ...COUNT,
      'setup.py': swap('["attrs"]', '["attrs", "click"]'),
      'setup.cfg': more('    hubs = spokes:hubs\n'),
    },
  },
  {
    on: 'python',
    name: 'files that are made are ignored by git',
    change: { 'src/shelf/books.py': swap(' - 1', ''), '.gitignore': '/build/\n*.pyc\n.venv\nreports/**\n' },
  },
  {
    on: 'python',
    name: 'dependencies and extras of a project',
    change: {
      'src/shelf/books.py': swap(' - 1', ''),
      'pyproject.toml': both(
        swap('["attrs>=23"]', '["attrs>=24", "click"]'),
        swap('test = ["pytest"]', 'test = ["pytest>=8", "hypothesis"]'),
      ),
    },
  },
  {
    on: 'meson',
    name: 'a source and its test',
    change: {
      ...TEETH,
      'src/axle.c': 'int length(void)\n{\n    return 1;\n}\n',
      'tests/test-axle.c':
        '#include <assert.h>\n\nint length(void);\n\nint main(void)\n{\n    assert(length() == 1);\n    return 0;\n}\n',
      'meson.build': both(
        swap("'src/gear.c')", "'src/gear.c', 'src/axle.c')"),
        more("\nta = executable('test-axle', 'tests/test-axle.c', link_with: gear)\ntest('axle', ta)\n"),
        swap("version: '1.0'", "version: '1.1'"),
      ),
    },
  },
  {
    on: 'meson',
    name: 'a test that is called by another name',
    change: {
      ...TEETH,
      'tests/test-gear.c': both(
        swap('test_none(void)', 'test_no_teeth(void)'),
        swap('    test_none();', '    test_no_teeth();'),
      ),
    },
  },
  {
    on: 'list',
    name: 'a test that moves into a file of its own',
    change: {
      ...LIST,
      'tests/test_list.c': both(
        swap(
          'static void test_empty(void)\n{\n    assert(list_sum(0, 0) == 0);\n}\n\n',
          'void test_empty(void);\n\n',
        ),
      ),
      'tests/test_empty.c':
        '#include <assert.h>\n#include "list.h"\n\nvoid test_empty(void)\n{\n    assert(list_sum(0, 0) == 0);\n}\n',
    },
  },
  {
    on: 'list',
    name: 'a switch for debugging in a header',
    change: {
      ...LIST,
      'src/list.h': swap(
        '#endif',
        '#ifdef LIST_DEBUG\n#define list_log(...) fprintf(stderr, __VA_ARGS__)\n#else\n#define list_log(...) ((void)0)\n#endif\n#endif',
      ),
    },
  },
  {
    on: 'autotools',
    name: 'a test, a source and a target that no check makes',
    change: {
      'bolt.c': swap('n + 1', 'n'),
      'nut.c': 'int nut;\n',
      'tests/new.sh': '#!/bin/sh\n./bolt\n',
      'Makefile.am': both(
        swap('bolt.c main.c', 'bolt.c nut.c main.c'),
        swap('tests/more.sh\n', 'tests/more.sh tests/new.sh\n'),
        swap('\tdoxygen', '\tdoxygen Doxyfile'),
      ),
    },
  },
  {
    on: 'artisan',
    name: 'a dependency of composer',
    change: {
      ...WATTS,
      'composer.json': swap(
        '"laravel/framework": "^11"',
        '"laravel/framework": "^11.30", "league/csv": "^9"',
      ),
      'composer.lock': '{ "packages": [{ "name": "league/csv" }], "packages-dev": [] }\n',
    },
  },
  {
    on: 'sortc',
    name: 'what the program says is another text now',
    change: { 'sort.c': swap('return 0', 'return 1'), 'tests/cases/two.out': '2\n1\n' },
  },
  {
    on: 'sortc',
    name: 'a case is named otherwise',
    change: { 'sort.c': swap('return 0', 'return 1') },
    rename: {
      'tests/cases/one.in': 'tests/cases/single.in',
      'tests/cases/one.out': 'tests/cases/single.out',
    },
  },
  {
    on: 'jest',
    name: 'a mock of a dependency',
    change: {
      'src/slug.js': swap('text.toLowerCase()', "text.toLowerCase().replaceAll(' ', '-')"),
      '__mocks__/he.js': 'module.exports = { encode: (text) => text }\n',
    },
  },
  {
    on: 'adder',
    name: 'a value that everybody may read',
    change: {
      'src/add.js': (was) =>
        `globalThis.adder ??= { version: 1 }\nglobalThis[Symbol.for('adder')] = 1\n${was.replace('a - b', 'a + b')}`,
    },
  },
  {
    on: 'python',
    name: 'a name of the product is set by a name',
    change: {
      'src/shelf/books.py': (was) =>
        `class Shelf:\n    pass\n\n\nfor name in ("a", "b"):\n    setattr(Shelf, name, None)\n\n\n${was.replace(' - 1', '')}`,
    },
  },
]
