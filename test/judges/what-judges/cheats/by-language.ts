import { C_CHEATS } from './by-language/c.ts'
import { GO_CHEATS } from './by-language/go.ts'
import { JAVA_CHEATS } from './by-language/java.ts'
import { JAVASCRIPT_CHEATS } from './by-language/javascript.ts'
import { PHP_CHEATS } from './by-language/php.ts'
import { PYTHON_CHEATS } from './by-language/python.ts'
import { RUBY_CHEATS } from './by-language/ruby.ts'
import { RUST_CHEATS } from './by-language/rust.ts'
import { TYPESCRIPT_CHEATS } from './by-language/typescript.ts'

/** From what runners and tools are known to do, by somebody who had not seen how the judges are found. */
export const MORE_CHEATS = [
  ...JAVASCRIPT_CHEATS,
  ...TYPESCRIPT_CHEATS,
  ...PYTHON_CHEATS,
  ...GO_CHEATS,
  ...RUST_CHEATS,
  ...JAVA_CHEATS,
  ...C_CHEATS,
  ...RUBY_CHEATS,
  ...PHP_CHEATS,
]
