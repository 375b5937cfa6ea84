import { join } from 'node:path'
import { _, Ajv } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { describedComponents } from './documents.ts'
import type { Kind } from './find-validator.ts'
import { formats } from './formats.ts'
import { jsonSchema, type Part } from './json-schema.ts'

/** The program that says whether a value fits. */
export function compileValidator(kind: Kind, schema: Part): string {
  const ajv = compilerOf(kind)
  const text = JSON.stringify(jsonSchema(schema, isClosed(kind)))
  return standaloneCode.default(ajv, ajv.compile(JSON.parse(text.replaceAll('"#/', `"${kind}#/`))))
}

const compilers = new Map<Kind, Ajv>()

function compilerOf(kind: Kind): Ajv {
  const known = compilers.get(kind)
  if (known !== undefined) return known
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    logger: false,
    inlineRefs: false,
    // What stands in an address is text.
    coerceTypes: kind === 'queries' ? 'array' : false,
    formats,
    code: { source: true, formats: _`require(${join(import.meta.dirname, 'formats.ts')}).formats` },
  })
  const schemas = describedComponents(kind === 'deliveries' ? 'openapi-webhooks' : 'openapi')
  const { properties } = jsonSchema({ properties: schemas }, isClosed(kind)) as { properties: Part }
  const root = JSON.stringify({ components: { schemas: properties } }).replaceAll('"#/', `"${kind}#/`)
  ajv.addSchema(JSON.parse(root), kind)
  compilers.set(kind, ajv)
  return ajv
}

function isClosed(kind: Kind): boolean {
  return kind === 'bodies' || kind === 'queries'
}
