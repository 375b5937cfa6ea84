import type { z } from 'zod'
import { nearest } from '../domain/nearest.ts'
import { dottedKeys, type JsonSchema, keysAt } from './schema-keys.ts'

export interface DescribedIssue {
  /** Where it is; the last segment may be a key that is not there. */
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly nearest: string | undefined
}

type Issue = z.core.$ZodIssue

/** A validation issue in words that name what was expected. Values are foreign text: quoted and cut. */
export function describeIssue(issue: Issue, schema: JsonSchema): readonly DescribedIssue[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, issue.path, schema))
    case 'invalid_union':
      return describeUnion(issue, schema)
    case 'invalid_value':
      return [describeChoice(issue)]
    default:
      return [
        {
          path: issue.path,
          message: `${subject(issue.path)} ${expectation(issue)}`,
          nearest: undefined,
        },
      ]
  }
}

function unknownKey(key: string, parent: readonly PropertyKey[], schema: JsonSchema): DescribedIssue {
  const where = parent.length === 0 ? '' : ` in ${quoted(pathText(parent))}`
  const meant = nearest(key, keysAt(schema, parent)) ?? nearestElsewhere(key, schema)
  // The same word is no hint: what it says is where that key stands.
  const isAtTop = meant === key
  return {
    path: [...parent, key],
    message: `unknown key ${quoted(key)}${where}${isAtTop ? '; it belongs at the top level' : ''}`,
    nearest: isAtTop ? undefined : meant,
  }
}

/** `vote_threshold` at the top belongs under `speculation`: the whole path is the answer then. */
function nearestElsewhere(key: string, schema: JsonSchema): string | undefined {
  const paths = dottedKeys(schema).map(({ path }) => path)
  const name = nearest(key, paths.map(lastSegment))
  return paths.find((path) => lastSegment(path) === name)
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** Of the forms that are allowed, the one that got furthest is the one the author meant. */
function describeUnion(
  issue: Issue & { code: 'invalid_union' },
  schema: JsonSchema,
): readonly DescribedIssue[] {
  const meant = issue.errors
    .filter((issues) => !issues.some((inner) => isOtherKind(inner, issue.input)))
    .toSorted((left, right) => left.length - right.length)[0]
  if (meant !== undefined) {
    return meant.flatMap((inner) => describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, schema))
  }
  const forms = issue.errors.flatMap((issues) =>
    issues.flatMap((inner) => (inner.code === 'invalid_type' ? [typeName(inner.expected)] : [])),
  )
  const message = `${subject(issue.path)} must be ${[...new Set(forms)].join(' or ') || 'something else'}`
  return [{ path: issue.path, message, nearest: undefined }]
}

/** Not meant: text where a mapping is wanted, or a mapping where one of some words is. */
function isOtherKind({ path, code }: Issue, input: unknown): boolean {
  if (path.length > 0) return false
  return code === 'invalid_type' || (code === 'invalid_value' && typeof input === 'object')
}

function describeChoice(issue: Issue & { code: 'invalid_value' }): DescribedIssue {
  const choices = issue.values.map(String)
  const written = typeof issue.input === 'string' ? issue.input : undefined
  return {
    path: issue.path,
    message: `${subject(issue.path)} must be one of ${choices.join(', ')}${isNow(issue.input)}`,
    nearest: written === undefined ? undefined : nearest(written, choices),
  }
}

function expectation(
  issue: Exclude<Issue, { code: 'unrecognized_keys' | 'invalid_union' | 'invalid_value' }>,
): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing; it must be ${typeName(issue.expected)}`
        : `must be ${typeName(issue.expected)}${isNow(issue.input)}`
    case 'too_big':
      return bound(issue.origin, 'at most', Number(issue.maximum))
    case 'too_small':
      return issue.origin === 'number' && issue.inclusive === false
        ? `must be more than ${issue.minimum}`
        : bound(issue.origin, 'at least', Number(issue.minimum))
    case 'invalid_format':
      return 'prefix' in issue && typeof issue.prefix === 'string'
        ? `must start with ${quoted(issue.prefix)}`
        : `is not valid: ${issue.message}`
    default:
      return issue.message
  }
}

function bound(origin: string, direction: 'at most' | 'at least', limit: number): string {
  const plural = (noun: string, many: string) => `${limit.toLocaleString('en')} ${limit === 1 ? noun : many}`
  switch (origin) {
    case 'string':
      return direction === 'at least' && limit === 1
        ? 'must not be empty'
        : `must have ${direction} ${plural('character', 'characters')}`
    case 'array':
      return `must have ${direction} ${plural('entry', 'entries')}`
    default:
      return `must be ${direction} ${limit.toLocaleString('en')}`
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
}

function typeName(expected: string): string {
  return TYPE_NAMES[expected] ?? expected
}

function isNow(input: unknown): string {
  if (input === null) return ', but nothing is written here'
  if (typeof input === 'string') return `, not the text ${quoted(input)}`
  if (typeof input === 'number' || typeof input === 'boolean') return `, not ${input}`
  if (Array.isArray(input)) return ', not a list'
  return typeof input === 'object' ? ', not a mapping' : ''
}

function subject(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the document' : quoted(pathText(path))
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') return `${text}[${segment}]`
    return text === '' ? String(segment) : `${text}.${String(segment)}`
  }, '')
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
