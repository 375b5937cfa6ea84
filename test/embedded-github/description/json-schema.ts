/** A part of GitHub's description: a schema, or what leads to one. */
export type Part = Readonly<Record<string, unknown>>

/** Says nothing about which values are right. */
const WORDS = [
  'description',
  'title',
  'default',
  'deprecated',
  'readOnly',
  'example',
  'examples',
  'externalDocs',
]

/**
 * A schema of OpenAPI as one of JSON Schema. `nullable` becomes a type. Of the schemas of a `oneOf` more than one may fit, as many of GitHub's
 * own overlap. With `closed`, a property that GitHub does not name is a mistake.
 */
export function jsonSchema(schema: unknown, closed: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((one) => jsonSchema(one, closed))
  if (!isPart(schema)) return schema
  const { nullable, oneOf, ...rest } = schema
  const known = Object.entries({ ...rest, ...(oneOf === undefined ? {} : { anyOf: oneOf }) })
    .filter(([key]) => !WORDS.includes(key) && !key.startsWith('x-'))
    .map(([key, value]) => [key, key === 'enum' ? value : inside(key, value, closed)])
  const converted: Part = { ...closing(schema, closed), ...Object.fromEntries(known) }
  return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted
}

function inside(key: string, value: unknown, closed: boolean): unknown {
  if (key !== 'properties' || !isPart(value)) return jsonSchema(value, closed)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonSchema(one, closed)]))
}

function closing(schema: Part, closed: boolean): Part {
  const isWhole = schema.properties !== undefined && !['allOf', 'anyOf', 'oneOf'].some((key) => key in schema)
  return closed && isWhole ? { additionalProperties: false } : {}
}

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
