import { join } from 'node:path'
import { _, Ajv, type ErrorObject } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { cachedFile, loadProgram } from './cached.ts'
import { describedComponents } from './documents.ts'
import { formats } from './formats.ts'
import { jsonSchema, type Part } from './json-schema.ts'

export interface Validator {
  (value: unknown): boolean
  readonly errors?: readonly ErrorObject[] | null
}

/** `answers` and `deliveries` may say more than is described; a request may not, or it says what nobody hears. */
export type Kind = 'answers' | 'deliveries' | 'bodies' | 'queries'

const loaded = new Map<string, Validator>()

/** Compiled once and kept as a program, as each worker needs a handful out of hundreds. */
export function findValidator(kind: Kind, name: string, schema: () => Part): Validator {
  const key = `${kind}-${name}.cjs`
  const validator = loaded.get(key) ?? loadValidator(key, () => compile(kind, schema()))
  loaded.set(key, validator)
  return validator
}

function loadValidator(key: string, make: () => string): Validator {
  const program = loadProgram(cachedFile(key, make))
  if (typeof program !== 'function') throw new Error(`${key} is no validator`)
  return program as Validator
}

function compile(kind: Kind, schema: Part): string {
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
