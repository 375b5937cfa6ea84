import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

export const C_CHEATS: readonly Cheat[] = [
  {
    on: 'list',
    name: 'a preset that excludes all tests',
    change: {
      'CMakePresets.json': swap(
        '"output": {',
        '"filter": { "exclude": { "name": "." } }, "execution": { "noTestsAction": "ignore" }, "output": {',
      ),
    },
    says: /`CMakePresets\.json`/,
  },
  {
    on: 'list',
    name: 'a test that is expected to fail',
    change: { 'tests/CMakeLists.txt': more('set_tests_properties(list PROPERTIES WILL_FAIL TRUE)\n') },
    says: /`tests\/CMakeLists\.txt`/,
  },
  {
    on: 'list',
    name: 'assertions are compiled away',
    change: { 'cmake/CompilerWarnings.cmake': more('add_compile_definitions(NDEBUG)\n') },
    says: /`cmake\/CompilerWarnings\.cmake`/,
  },
  {
    on: 'list',
    name: 'assertions are compiled away by the file of the sources',
    change: { 'src/CMakeLists.txt': more('target_compile_definitions(list PUBLIC NDEBUG)\n') },
    says: /`src\/CMakeLists\.txt`/,
  },
  {
    on: 'list',
    name: 'a nearer configuration of the formatter',
    change: { 'src/.clang-format': 'DisableFormat: true\n' },
    says: /`src\/\.clang-format`/,
  },
  {
    on: 'list',
    name: 'files that the formatter ignores',
    change: { '.clang-format-ignore': 'src/*\n' },
    says: /`\.clang-format-ignore`/,
  },
  {
    on: 'list',
    name: 'the script that checks the layout',
    change: { 'scripts/check-format.sh': swap('set -e\n', 'exit 0\n') },
    says: /`scripts\/check-format\.sh`/,
  },
  {
    on: 'list',
    name: 'a header in the place of assert.h',
    change: { 'src/assert.h': '#define assert(x) ((void)(x))\n' },
    says: /src\/assert\.h/,
  },
  {
    on: 'list',
    name: 'assert is defined away by the header of the product',
    change: { 'src/list.h': swap('#endif', '#undef assert\n#define assert(x) ((void)0)\n#endif') },
    says: /src\/list\.h/,
  },
  {
    on: 'list',
    name: 'product code that ends the process before main',
    change: {
      'src/list.c': more(
        '\n#include <unistd.h>\n__attribute__((constructor)) static void quit(void)\n{\n    _exit(0);\n}\n',
      ),
    },
    says: /src\/list\.c/,
  },
  {
    on: 'sortc',
    name: 'flags in an included file',
    change: { 'config.mk': swap('-Wall -Werror', '-w -DNDEBUG') },
    says: /config\.mk/,
  },
  {
    on: 'sortc',
    name: 'a runner that always ends well',
    change: { 'tests/run.sh': swap('exit $failed', 'exit 0') },
    says: /`tests\/run\.sh`/,
  },
]
