import { keysWrittenTwice } from '@speculate-dev/workflows'
import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import type { z } from 'zod'
import type { ConfigurationProblem, ParseResult } from '../../domain/parse-result.ts'
import { describeIssue } from '../describe-issue.ts'
import { inputSchema } from '../schema-keys.ts'
import type { Mapping } from './as-mapping.ts'
import { findOffset } from './find-offset.ts'
import { mergedOver } from './merged-over.ts'

/** Longer than any configuration written by a person, short enough to parse without a second thought. */
const MAX_YAML_BYTES = 65_536
/** A comment names the first problems; the rest usually follow from them. */
const MAX_PROBLEMS = 20
const TOO_DEEP = 'is nested too deeply'
/** `logLevel` "silent" would also silence the error about a second document. */
const STRICT = {
  prettyErrors: false,
  stringKeys: true,
  uniqueKeys: false,
  logLevel: 'error',
} as const

/**
 * Reads one YAML document as `schema` wants it. Never throws: whatever is wrong comes back with its line.
 * `lineOffset` lines stand before `text` in `file`. An empty document is an empty mapping. What it does not say is taken from `under`.
 */
export function parseYaml<T>(
  schema: z.ZodType<T>,
  text: string,
  file: string,
  { lineOffset = 0, under }: { readonly lineOffset?: number; readonly under?: Mapping | undefined } = {},
): ParseResult<T> {
  const found = unlessTooDeep(() => readDocument(schema, text, under))
  if (found.ok) return found
  const problems = found.faults.map(({ line, message, nearest }): ConfigurationProblem => {
    return { file, line: line + lineOffset, message, nearest }
  })
  return refuse(problems)
}

/** What one YAML document says, before any schema, and where; undefined where it is none. Never throws. */
export function readYaml(text: string): YamlText | undefined {
  const found = unlessTooDeep(() => readText(text))
  return found.ok ? found : undefined
}

interface YamlText {
  readonly value: unknown
  /** Of the key or list entry at the path, or of the nearest parent that exists; from 1. */
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

type Faulty = { readonly ok: false; readonly faults: readonly Fault[] }

/** The parser and its visitors recurse: text that nests deeper than the stack is not a configuration. */
function unlessTooDeep<Found>(read: () => Found | Faulty): Found | Faulty {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, faults: [{ line: 1, message: TOO_DEEP }] }
    throw error
  }
}

interface Fault {
  readonly line: number
  readonly message: string
  readonly nearest?: string | undefined
}

function readDocument<T>(
  schema: z.ZodType<T>,
  text: string,
  under: Mapping | undefined,
): { ok: true; value: T } | Faulty {
  const read = readText(text)
  if (!read.ok) return read
  const result = schema.safeParse(mergedOver(under, read.value), { reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  const allowed = inputSchema(schema)
  const described = result.error.issues.flatMap((issue) => describeIssue(issue, allowed))
  return {
    ok: false,
    faults: described.map(({ path, message, nearest }) => ({ line: read.lineOf(path), message, nearest })),
  }
}

function readText(text: string): ({ readonly ok: true } & YamlText) | Faulty {
  if (Buffer.byteLength(text) > MAX_YAML_BYTES)
    return { ok: false, faults: [{ line: 1, message: `is larger than ${MAX_YAML_BYTES / 1024} KB` }] }
  const lines = new LineCounter()
  const document = parseDocument(text, { ...STRICT, lineCounter: lines })
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)

  const faults = [...syntaxFaults(document, lineAt), ...aliasFaults(document, lineAt)]
  if (faults.length > 0) return { ok: false, faults }
  return {
    ok: true,
    value: document.toJS() ?? {},
    lineOf: (path) => lineAt(findOffset(document, path)),
  }
}

function refuse(problems: readonly ConfigurationProblem[]): ParseResult<never> {
  const inReadingOrder = problems.toSorted((left, right) => left.line - right.line)
  const distinct = inReadingOrder.filter(
    ({ line, message }, index) =>
      line !== inReadingOrder[index - 1]?.line || message !== inReadingOrder[index - 1]?.message,
  )
  return { ok: false, problems: distinct.slice(0, MAX_PROBLEMS) }
}

type LineAt = (offset: number) => number

/** A warning (an unknown tag or directive) means that the author meant something we do not do: refused as well. */
function syntaxFaults(document: Document, lineAt: LineAt): readonly Fault[] {
  const twice = keysWrittenTwice(document).map((offset) => ({
    line: lineAt(offset),
    message: 'this key is written twice',
  }))
  const errors = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    message: errorText(error),
  }))
  return [...errors, ...twice]
}

function errorText(error: YAMLError): string {
  // The parser turns an exhausted stack inside a token into an error of that token.
  if (error.message.includes('call stack')) return TOO_DEEP
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return 'only one YAML document is allowed; remove the second "---"'
    case 'NON_STRING_KEY':
      return 'a key must be plain text'
    case 'TAB_AS_INDENT':
      return 'is indented with a tab; YAML wants spaces'
    default:
      return `is not valid YAML: ${(error.message.split('\n', 1)[0] ?? '').slice(0, 200)}`
  }
}

/** Nothing we read needs them, and a few lines of them can stand for millions of values. */
function aliasFaults(document: Document, lineAt: LineAt): readonly Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Alias: (_, alias) => {
      const message = 'aliases ("*name") are not supported; write the value out'
      faults.push({ line: lineAt(alias.range?.[0] ?? 0), message })
    },
  })
  return faults
}
