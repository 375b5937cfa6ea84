import type { z } from 'zod'
import { fields } from '../json.ts'
import { shown } from './parse-strictly.ts'

type Issue = z.core.$ZodIssue

/** One sentence that names the field of a request that is not passed on, its value where it is short, and why. */
export function explainIssue(error: z.ZodError, body: unknown): string {
  const { issue, path } = deepest(error.issues, [])
  if (issue.code === 'unrecognized_keys')
    return `\`${placeOf([...path, issue.keys[0] ?? ''])}\` is not passed on: ${UNKNOWN_FIELD}`
  if (issue.code === 'custom') return `\`${placeOf(path)}\` ${issue.message}`
  const value = valueAt(body, path)
  if (value === undefined) return `\`${placeOf(path)}\` is missing`
  return `\`${placeOf(path)}\` ${wordFor(value)} is not passed on: ${UNKNOWN_VALUE}`
}

const UNKNOWN_FIELD = 'this field is not known to be harmless, and an attempt has no network but its model'
const UNKNOWN_VALUE = 'this value is not known to be harmless, and an attempt has no network but its model'

interface Place {
  readonly issue: Issue
  readonly path: readonly PropertyKey[]
}

/** Of what can be one of several things, what came closest: where a text or parts are allowed, the trouble in the part. */
function deepest(issues: readonly Issue[], above: readonly PropertyKey[]): Place {
  const [issue] = issues
  if (issue === undefined) throw new Error('what is refused has an issue')
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { issue, path }
  return issue.errors
    .map((errors) => deepest(errors, path))
    .reduce((one, other) => (depthOf(other) > depthOf(one) ? other : one))
}

function depthOf({ issue, path }: Place): number {
  return path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)
}

/** As in `messages[0].content[1].source.url`. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
  return shown(place)
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (Array.isArray(value) ? value[Number(step)] : fields(value)[String(step)]),
    body,
  )
}

function wordFor(value: unknown): string {
  if (Array.isArray(value)) return '(a list)'
  if (typeof value === 'object' && value !== null) return '(an object)'
  return `\`${shown(String(value))}\``
}
