import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cachedFile } from './cached.ts'
import { isPart, type Part } from './json-schema.ts'

/** How a call is described, without its schemas. */
export interface Operation {
  /** `issues/create`. */
  readonly id: string
  readonly method: string
  /** `/repos/{owner}/{repo}/issues`. */
  readonly template: string
  readonly takesBody: 'no' | 'may' | 'must'
  /** By status, whether JSON comes with it. */
  readonly answers: Readonly<Record<string, 'json' | 'other'>>
}

interface Contents {
  readonly operations: readonly Operation[]
  /** `issues-opened`, `push`. */
  readonly deliveries: readonly string[]
}

let contents: Contents | undefined

/** What GitHub's description holds: 300 kB of its 17 MB. */
export function describedContents(): Contents {
  contents ??= JSON.parse(
    readFileSync(
      cachedFile('contents.json', () => JSON.stringify(readContents())),
      'utf8',
    ),
  ) as Contents
  return contents
}

function readContents(): Contents {
  const operations = Object.entries(parts(document('openapi').paths)).flatMap(([template, methods]) =>
    Object.entries(parts(methods)).map(([method, operation]): Operation => {
      const { operationId, requestBody, responses } = operation
      const answers = Object.entries(parts(responses)).map(([status, one]) => {
        return [status, jsonOf(resolved(one)) === undefined ? 'other' : 'json'] as const
      })
      const body = isPart(requestBody) ? (requestBody.required === true ? 'must' : 'may') : 'no'
      return {
        id: String(operationId),
        method: method.toUpperCase(),
        template,
        takesBody: body,
        answers: Object.fromEntries(answers),
      }
    }),
  )
  return { operations, deliveries: Object.keys(parts(document('openapi-webhooks').webhooks)) }
}

/** The schemas that a call's query, its body and each answer must fit, and a delivery's payload. */
export function describedSchema(operation: Operation, of: 'query' | 'body' | number): Part {
  const methods = parts(parts(document('openapi').paths)[operation.template])
  const { parameters, requestBody, responses } = methods[operation.method.toLowerCase()] ?? {}
  if (of === 'body') return jsonOf(resolved(requestBody)) ?? {}
  if (of !== 'query') return jsonOf(resolved(parts(responses)[String(of)])) ?? {}
  const known = (Array.isArray(parameters) ? parameters : [])
    .map(resolved)
    .filter((one) => one.in === 'query')
  return {
    type: 'object',
    properties: Object.fromEntries(known.map(({ name, schema }) => [name, schema])),
    required: known.filter(({ required }) => required === true).map(({ name }) => name),
  }
}

export function deliverySchema(name: string): Part {
  const delivery = parts(document('openapi-webhooks').webhooks)[name]
  return jsonOf(resolved(parts(delivery).post?.requestBody)) ?? {}
}

export function describedComponents(name: keyof typeof FILES): unknown {
  return resolved(document(name).components).schemas
}

const require = createRequire(import.meta.url)
const FILES = {
  openapi: () => require.resolve('@octokit/openapi/generated/api.github.com.json'),
  'openapi-webhooks': () => require.resolve('@octokit/openapi-webhooks/generated/api.github.com.json'),
}
const documents = new Map<string, Part>()

function document(name: keyof typeof FILES): Part {
  const read = documents.get(name) ?? (JSON.parse(readFileSync(FILES[name](), 'utf8')) as Part)
  documents.set(name, read)
  return read
}

/** What `$ref` of a parameter or an answer leads to; those of schemas are left to the validator. */
function resolved(part: unknown): Part {
  if (!isPart(part)) return {}
  if (typeof part.$ref !== 'string') return part
  let place: unknown = document('openapi')
  for (const key of part.$ref.split('/').slice(1)) place = isPart(place) ? place[key] : undefined
  return isPart(place) ? place : {}
}

function jsonOf(holder: Part): Part | undefined {
  const json = isPart(holder.content) ? holder.content['application/json'] : undefined
  return isPart(json) && isPart(json.schema) ? json.schema : undefined
}

function parts(part: unknown): Readonly<Record<string, Part>> {
  return isPart(part) ? (part as Readonly<Record<string, Part>>) : {}
}
