import { hash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '../../..')

/** What is made of the description costs a second of processor time for each worker; so it is made once, until what makes it changes. */
const folder = join(root, 'node_modules/.cache/github-description', hash('sha256', sources().join('\n')))

function sources(): string[] {
  const packages = ['@octokit/openapi', '@octokit/openapi-webhooks', 'ajv'].map(
    (name) => `${name} ${readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')}`,
  )
  const own = ['json-schema.ts', 'documents.ts', 'subjects.ts', 'compile-validator.ts', 'formats.ts']
  return [...packages, ...own.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))]
}

export function isCached(name: string): boolean {
  return existsSync(join(folder, name))
}

/** The path of a file that `make` writes the first time that anybody wants it. */
export function cachedFile(name: string, make: () => string): string {
  const file = join(folder, name.replaceAll('/', '-'))
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, make())
  renameSync(draft, file)
  return file
}

/** A program that was made, loaded by Node itself: it is large, and nothing has to be rewritten in it. */
export function loadProgram(file: string): unknown {
  return require(file)
}
