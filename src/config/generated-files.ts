import type { z } from 'zod'
import { dottedKeys, inputSchema, type JsonSchema } from './schema-keys.ts'

export interface GeneratedFile {
  /** Relative to the project's root. */
  readonly path: string
  /** Undefined when the file does not exist yet. */
  readonly before: string | undefined
  readonly after: string
}

interface Schemas {
  readonly environment: z.ZodType
  readonly settings: z.ZodType
}

/** What the generated files hold now and what they should hold. Throws when the page of the configuration lost one of its markers. */
export function generatedFiles(
  schemas: Schemas,
  read: (path: string) => string | undefined,
): readonly GeneratedFile[] {
  const environment = dottedKeys(inputSchema(schemas.environment))
  const settings = dottedKeys(inputSchema(schemas.settings)).filter(({ schema }) => !schema.properties)
  const page = read(CONFIGURATION)
  return [
    {
      path: '.env.example',
      before: read('.env.example'),
      after: environmentExample(environment),
    },
    {
      path: CONFIGURATION,
      before: page,
      after: withTable(
        withTable(page ?? EMPTY_PAGE, 'environment', table(environment, 'Variable')),
        'settings',
        table(settings, 'Key'),
      ),
    },
  ]
}

const CONFIGURATION = 'docs/configuration.md'

const EMPTY_PAGE = `# Configuration

<!-- generated:settings -->
<!-- /generated -->

<!-- generated:environment -->
<!-- /generated -->
`

type Key = ReturnType<typeof dottedKeys>[number]

function environmentExample(keys: readonly Key[]): string {
  const entries = keys.map(({ path, schema }) => {
    const value = schema.default === undefined ? '' : String(schema.default)
    return `# ${sentence(schema)}\n${value === '' ? '' : '# '}${path}=${value}\n`
  })
  return ['# Copy this file to .env. Lines that are commented out show the default.\n', ...entries].join('\n')
}

function table(keys: readonly Key[], heading: string): string {
  const rows = keys.map(
    ({ path, schema }) => `| \`${path}\` | ${shownDefault(schema)} | ${cell(sentence(schema))} |`,
  )
  return [`| ${heading} | Default | Meaning |`, '|---|---|---|', ...rows].join('\n')
}

function withTable(page: string, name: string, content: string): string {
  const start = `<!-- generated:${name} -->`
  const end = '<!-- /generated -->'
  const from = page.indexOf(start)
  const to = page.indexOf(end, from)
  if (from === -1 || to === -1) throw new Error(`${CONFIGURATION} has no "${start} … ${end}"`)
  return `${page.slice(0, from + start.length)}\n${content}\n${page.slice(to)}`
}

function shownDefault(schema: JsonSchema): string {
  if (schema.default === undefined) return ''
  return `\`${typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)}\``
}

function sentence(schema: JsonSchema): string {
  const text = schema.description ?? ''
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
