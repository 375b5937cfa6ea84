import { C_CHEATS } from './more-cheats/c.ts'
import { GO_CHEATS } from './more-cheats/go.ts'
import { JAVA_CHEATS } from './more-cheats/java.ts'
import { JAVASCRIPT_CHEATS } from './more-cheats/javascript.ts'
import { PHP_CHEATS } from './more-cheats/php.ts'
import { PYTHON_CHEATS } from './more-cheats/python.ts'
import { RUBY_CHEATS } from './more-cheats/ruby.ts'
import { RUST_CHEATS } from './more-cheats/rust.ts'
import { TYPESCRIPT_CHEATS } from './more-cheats/typescript.ts'

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
