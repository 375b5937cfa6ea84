import { extname } from 'node:path/posix'
import { C_AND_CPP } from './languages/c-and-cpp.ts'
import { C_SHARP } from './languages/c-sharp.ts'
import { ECMASCRIPT } from './languages/ecmascript.ts'
import { GO } from './languages/go.ts'
import { JAVA } from './languages/java.ts'
import { PHP } from './languages/php.ts'
import { PYTHON } from './languages/python.ts'
import { RUBY } from './languages/ruby.ts'
import { RUST } from './languages/rust.ts'
import type { LanguageRules } from './rules.ts'

/** By the name alone: what a file claims of itself, such as `#!` or a mode line, is the candidate's word. */
export function languageOf(path: string): LanguageRules | undefined {
  return BY_EXTENSION.get(extname(path).toLowerCase())
}

const JAVASCRIPT: LanguageRules = { ...ECMASCRIPT, grammar: 'javascript' }
const TYPESCRIPT: LanguageRules = { ...ECMASCRIPT, grammar: 'typescript' }
const TSX: LanguageRules = { ...ECMASCRIPT, grammar: 'tsx' }

const BY_EXTENSION = new Map<string, LanguageRules>(
  (
    [
      [JAVASCRIPT, '.js .mjs .cjs .jsx'],
      [TYPESCRIPT, '.ts .mts .cts'],
      [TSX, '.tsx'],
      [PYTHON, '.py .pyi'],
      [GO, '.go'],
      [JAVA, '.java'],
      [RUST, '.rs'],
      [C_AND_CPP, '.c .h .cc .cpp .cxx .c++ .hh .hpp .hxx .h++ .ipp .tpp'],
      [C_SHARP, '.cs'],
      [RUBY, '.rb .rake'],
      [PHP, '.php'],
    ] as const
  ).flatMap(([rules, extensions]) =>
    extensions.split(' ').map((extension): [string, LanguageRules] => [extension, rules]),
  ),
)
