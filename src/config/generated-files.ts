import type { z } from 'zod'
import { benchmarkTable, type Measurements, quotedTable } from './benchmarks.ts'
import { dottedKeys, inputSchema, type JsonSchema } from './schema-keys.ts'

export interface GeneratedFile {
  /** Relative to the project's root. */
  readonly path: string
  /** Undefined when the file does not exist yet. */
  readonly before: string | undefined
  readonly after: string
}

interface Sources {
  readonly environment: z.ZodType
  readonly settings: z.ZodType
  readonly gates: readonly DocumentedGate[]
  readonly policies: Readonly<Record<string, DocumentedPolicy>>
  readonly measurements: Measurements
}

interface DocumentedGate {
  readonly name: string
  readonly class: string
  readonly documentation: string
  readonly switchedOffBy?: readonly string[]
}

interface DocumentedPolicy {
  readonly documentation: { readonly score: string; readonly winsFrom: string }
}

/** What the generated files hold now and what they should hold. Throws when a page lost one of its markers. */
export function generatedFiles(
  { gates, policies, measurements, ...schemas }: Sources,
  read: (path: string) => string | undefined,
): readonly GeneratedFile[] {
  const environment = dottedKeys(inputSchema(schemas.environment))
  const settings = dottedKeys(inputSchema(schemas.settings)).filter(({ schema }) => !schema.properties)
  const example = '.env.example'
  const pages = [
    {
      path: 'docs/configuration.md',
      tables: { settings: table(settings, 'Key'), environment: table(environment, 'Variable') },
    },
    { path: 'docs/verdicts.md', tables: { gates: gateTable(gates), policies: policyTable(policies) } },
    { path: 'docs/benchmarks.md', tables: { benchmarks: benchmarkTable(measurements) } },
    { path: 'README.md', tables: { benchmarks: quotedTable(measurements) } },
  ]
  return [
    { path: example, before: read(example), after: environmentExample(environment) },
    ...pages.map(({ path, tables }) => {
      const before = read(path)
      const page = before ?? emptyPage(Object.keys(tables))
      const after = Object.entries(tables).reduce(
        (text, [name, content]) => withTable({ path, text }, name, content),
        page,
      )
      return { path, before, after }
    }),
  ]
}

function emptyPage(tables: readonly string[]): string {
  return tables.map((name) => `<!-- generated:${name} -->\n<!-- /generated -->\n`).join('\n')
}

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

function gateTable(gates: readonly DocumentedGate[]): string {
  const rows = gates.map((gate) => {
    const switches = (gate.switchedOffBy ?? []).map((key) => `\`${key}\``).join(', ')
    return `| ${gate.name} | ${gate.class} | ${cell(gate.documentation)} | ${switches} |`
  })
  return ['| Gate | Class | Rejects | Switched off by |', '|---|---|---|---|', ...rows].join('\n')
}

function policyTable(policies: Sources['policies']): string {
  const rows = Object.entries(policies).map(
    ([name, { documentation }]) => `| \`${name}\` | ${documentation.score} | ${documentation.winsFrom} |`,
  )
  return ['| Policy | Score | Wins from |', '|---|---|---|', ...rows].join('\n')
}

function withTable({ path, text }: { path: string; text: string }, name: string, content: string): string {
  const start = `<!-- generated:${name} -->`
  const end = '<!-- /generated -->'
  const from = text.indexOf(start)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) throw new Error(`${path} has no "${start} … ${end}"`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
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
