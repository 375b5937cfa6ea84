import { schema as github } from '@octokit/graphql-schema'
import { buildSchema, type GraphQLSchema, isScalarType } from 'graphql'

let built: GraphQLSchema | undefined

/** GitHub's own schema, built on first use: that takes about 0.15 s. Where in its text each word stands would take as much memory as the rest. */
export function githubSchema(): GraphQLSchema {
  built ??= withScalars(
    buildSchema(github.idl, { assumeValid: true, assumeValidSDL: true, noLocation: true }),
  )
  return built
}

/** What GitHub's scalars stand for; the schema says so in words alone. */
const SCALARS: Readonly<Record<string, RegExp>> = {
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  GitObjectID: /^[0-9a-f]{40}$/,
  GitTimestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/,
  URI: /^https?:\/\/[^\s]+$/,
}

/** An answer with a wrong value is an error of ours, and is reported as one. */
function withScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, form] of Object.entries(SCALARS)) {
    const scalar = schema.getType(name)
    if (!isScalarType(scalar)) throw new Error(`GitHub's schema has no ${name}`)
    scalar.serialize = (value) => {
      if (typeof value === 'string' && form.test(value)) return value
      throw new Error(`${JSON.stringify(value)} is no ${name}`)
    }
  }
  return schema
}
