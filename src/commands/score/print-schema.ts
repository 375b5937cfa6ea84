import { inputSchema } from '../../config/schema-keys.ts'
import { EvidenceDocument } from '../../domain/judgement/candidate-evidence.ts'
import { Settings } from '../../domain/settings.ts'

export type SchemaName = 'evidence' | 'settings'

/** Prints the JSON Schema (draft 2020-12) of what people write: evidence for `speculate score`, or `.github/speculate.yml`. */
export function printSchema(name: SchemaName): void {
  process.stdout.write(`${JSON.stringify(schemaOf(name), null, 2)}\n`)
}

function schemaOf(name: SchemaName) {
  switch (name) {
    case 'evidence':
      return {
        title: 'Evidence about candidates',
        description: 'Input of `speculate score`',
        ...inputSchema(EvidenceDocument),
      }
    case 'settings':
      return {
        title: 'Settings of a repository',
        description: '`.github/speculate.yml` on the base branch',
        ...inputSchema(Settings),
      }
    default:
      return name satisfies never
  }
}
