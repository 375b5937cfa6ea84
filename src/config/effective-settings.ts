import { Settings } from '../domain/settings.ts'
import { dottedKeys, inputSchema } from './schema-keys.ts'
import { asMapping } from './yaml/as-mapping.ts'
import { readYaml } from './yaml/parse-yaml.ts'

/** One key of the settings, what acts, and who says so. */
export interface EffectiveSetting {
  /** Dotted. */
  readonly key: string
  /** Undefined where nothing is set and there is no default. */
  readonly value: unknown
  /** Nobody for a default; two where a mapping is of both files. */
  readonly from: readonly { readonly file: string; readonly line: number }[]
}

interface Source {
  readonly file: string
  readonly text: string
}

/** Every key with what acts. `sources` are what the settings were read from; what a later one says goes before what an earlier one says. */
export function effectiveSettings(settings: Settings, sources: readonly Source[]): EffectiveSetting[] {
  const documents = sources.map(({ file, text }) => ({ file, yaml: readYaml(text) }))
  const leaves = dottedKeys(inputSchema(Settings)).filter(({ schema }) => !schema.properties)
  return leaves.map(({ path: key }) => {
    const path = key.split('.')
    const said = documents.flatMap(({ file, yaml }) => {
      const value = valueAt(yaml?.value, path)
      return yaml && value !== undefined ? [{ value, place: { file, line: yaml.lineOf(path) } }] : []
    })
    const acting = said.every(({ value }) => asMapping(value)) ? said : said.slice(-1)
    return { key, value: valueAt(settings, path), from: acting.map(({ place }) => place) }
  })
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => asMapping(at)?.[key], value)
}
