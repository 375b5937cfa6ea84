import { declareC } from './c.ts'
import type { Declare } from './declared.ts'
import { declareGo } from './go.ts'
import { declareMethod } from './method.ts'
import { declarePython } from './python.ts'
import { declareRuby } from './ruby.ts'
import { declareRust } from './rust.ts'
import { declareScript } from './script.ts'

const DECLARE: Readonly<Record<string, Declare>> = {
  javascript: declareScript,
  typescript: declareScript,
  tsx: declareScript,
  python: declarePython,
  go: declareGo,
  java: declareMethod,
  'c-sharp': declareMethod,
  php: declareMethod,
  rust: declareRust,
  ruby: declareRuby,
  cpp: declareC,
}

export function declareFor(grammar: string): Declare | undefined {
  return DECLARE[grammar]
}
