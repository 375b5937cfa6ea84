import type { FailureKind } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'

export interface FailureReport {
  readonly failure: FailureKind
  readonly words: string
  readonly needs?: string
}

interface Rule {
  readonly failure: FailureKind
  readonly pattern: RegExp
}

/** In the order of asking, line by line: the group `needs` is the name that is not there. */
const RULES: readonly Rule[] = [
  {
    failure: 'load',
    pattern:
      /Cannot find (?:module|package) ['"](?<needs>[^'"\n]{1,200})['"]|Failed to (?:load url|resolve import) "?(?<needs2>[^" \n]{1,200})|does not provide an export named ['"]?(?<needs3>[\w$]{1,100})|No module named '(?<needs4>[^'\n]{1,200})'|cannot import name '(?<needs5>[^'\n]{1,200})'|cannot load such file -- (?<needs6>\S{1,200})/,
  },
  {
    // Compilers: Go, Rust, Java, C.
    failure: 'load',
    pattern:
      /^\S{1,300}:\d+:\d+: undefined: (?<needs>[\w.]{1,100})|^\S{1,300}:\d+:\d+: (?<needs2>[\w.]{1,100}) undefined \(|^error\[E0\d+\]: cannot find [^`\n]{1,60} `(?<needs3>[^`\n]{1,100})|^error\[E0\d+\]|cannot find symbol|: error: |\[(?:build|setup) failed\]|could not compile/,
  },
  {
    failure: 'missing',
    pattern:
      /TypeError: (?<needs>[^\n]{1,100}?) is not a (?:function|constructor)|ReferenceError: (?<needs2>[\w$]{1,100}) is not defined|AttributeError: [^\n]{1,200} has no attribute '(?<needs3>[^'\n]{1,100})'|NameError: name '(?<needs4>[^'\n]{1,100})'|unexpected keyword argument '(?<needs5>[^'\n]{1,100})'|undefined (?:local variable or )?method [`'](?<needs6>[^'\n]{1,100})'|uninitialized constant (?<needs7>[\w:]{1,100})|Call to undefined (?:method|function) (?<needs8>[\w:\\]{1,200})/,
  },
  {
    failure: 'assertion',
    pattern:
      /Assertion(?:Failed)?Error|ERR_ASSERTION|\bAssertion[^\n]{0,40} failed|^E? *assert\b|\bexpect(?:ed)?\b|\bExpected\b|Failed asserting|ExpectationNotMet|ComparisonFailure|DID NOT RAISE|Regex pattern did not match|^panicked at|\bpanicked at\b/,
  },
  {
    failure: 'load',
    pattern: /\bSyntaxError\b|\bIndentationError\b|\bImportError\b|\bParseError\b|ERR_MODULE_NOT_FOUND/,
  },
  {
    failure: 'crash',
    pattern: /\b\w{0,60}(?:Error|Exception)\b|^Traceback|^panic: |Segmentation fault|core dumped|\bsignal: /,
  },
]

/** A line of a program that Node prints above its error. */
const SOURCE = /^(?:#\s*)?throw (?:new )?\w/
const MAX_LINES = 400
const MAX_LENGTH = 300

/**
 * The kind of failure that the output of a test shows, by the first line that names one; otherwise unknown. The output was written by
 * the tested code as well: whoever forges it forges what is said of its own tests.
 */
export function failureKind(output: string): FailureReport {
  const lines = output
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => line.trim().slice(0, 2_000))
    .filter((line) => line !== '' && !SOURCE.test(line))
  const compiling = notCompiled(output, lines)
  if (compiling) return compiling
  for (const line of lines) {
    // A failed assertion may quote anything.
    const asserted = /^(?:E +)?(?:AssertionError|AssertionError \[ERR_ASSERTION\])/.test(line)
    for (const { failure, pattern } of asserted
      ? RULES.filter((one) => one.failure === 'assertion')
      : RULES) {
      const found = pattern.exec(line)
      if (!found) continue
      const needs = Object.values(found.groups ?? {}).find((one) => one !== undefined)
      return { failure, words: line.slice(0, MAX_LENGTH), ...withoutUndefined({ needs }) }
    }
  }
  return { failure: 'unknown', words: (lines.at(-1) ?? '').slice(0, MAX_LENGTH) }
}

/** Cargo says at its end that it could not compile; warnings and lines of the source come before, and may say anything. */
function notCompiled(output: string, lines: readonly string[]): FailureReport | undefined {
  if (!/^error: could not compile/m.test(output)) return undefined
  const [line = 'error: could not compile'] = lines.filter((one) => /^error\b/.test(one))
  const needs = /^error\[E0\d+\]: cannot find [^`\n]{1,60} `([^`\n]{1,100})/.exec(line)?.[1]
  return { failure: 'load', words: line.slice(0, MAX_LENGTH), ...withoutUndefined({ needs }) }
}
