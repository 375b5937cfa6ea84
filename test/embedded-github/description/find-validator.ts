import { createRequire } from 'node:module'
import type { ErrorObject } from 'ajv'
import { cachedFile, loadProgram } from './cached.ts'
import type { compileValidator } from './compile-validator.ts'
import type { Part } from './json-schema.ts'

const require = createRequire(import.meta.url)

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
  const validator = loaded.get(key) ?? loadValidator(key, () => compiled(kind, schema()))
  loaded.set(key, validator)
  return validator
}

function loadValidator(key: string, make: () => string): Validator {
  const program = loadProgram(cachedFile(key, make))
  if (typeof program !== 'function') throw new Error(`${key} is no validator`)
  return program as Validator
}

/** Loaded by the first who has something to compile: most workers find all of it done. */
function compiled(kind: Kind, schema: Part): string {
  const compiler: { compileValidator: typeof compileValidator } = require('./compile-validator.ts')
  return compiler.compileValidator(kind, schema)
}
