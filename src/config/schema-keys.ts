import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** What people may write for `schema`: its input side, as JSON Schema. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
}

/** Keys that are valid in the mapping at `path`; none when there is no mapping. */
export function keysAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
  return alternatives(schemaAt(schema, path)).flatMap((alternative) =>
    Object.keys(alternative.properties ?? {}),
  )
}

/** Every key of the schema with its dotted path, parents before children; entries of lists are not walked into. */
export function dottedKeys(schema: JsonSchema, prefix = ''): { path: string; schema: JsonSchema }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}${key}`
    const property = isSchema(child) ? child : {}
    return [{ path, schema: property }, ...dottedKeys(property, `${path}.`)]
  })
}

function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema {
  return path.reduce<JsonSchema>((current, segment) => {
    const children = alternatives(current).map((alternative) =>
      typeof segment === 'number'
        ? alternative.items
        : (alternative.properties?.[String(segment)] ?? alternative.additionalProperties),
    )
    return children.find(isSchema) ?? {}
  }, schema)
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...(schema.anyOf ?? []).filter(isSchema)]
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
