import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { buildSchema, type GraphQLSchema } from 'graphql'

let schema: Promise<GraphQLSchema> | undefined

/** GitHub's own schema, built on first use. */
export function githubSchema(): Promise<GraphQLSchema> {
  schema ??= build()
  return schema
}

async function build(): Promise<GraphQLSchema> {
  const file = createRequire(import.meta.url).resolve('@octokit/graphql-schema/schema.graphql')
  return buildSchema(await readFile(file, 'utf8'), { assumeValid: true, assumeValidSDL: true })
}
