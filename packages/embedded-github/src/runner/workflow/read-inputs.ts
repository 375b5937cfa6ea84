import { asMapping, asText, asValue, type Contexts, type Mapping, type Value } from '@speculate-dev/workflows'
import { findUnknownKeys, readText } from './read-mapping.ts'
import type { Input } from './workflow.ts'

/** The inputs that a workflow declares, for who dispatches it or calls it. */
export function readInputs(
  mapping: Mapping,
  { known, findings }: { readonly known: readonly string[]; readonly findings: string[] },
): Readonly<Record<string, Input>> {
  const inputs = Object.entries(asMapping(mapping.inputs) ?? {}).map(([name, value]): [string, Input] => {
    const where = { where: `the input \`${name}\``, findings }
    const input = asMapping(value) ?? {}
    findUnknownKeys(input, ['description', 'required', 'default', 'type', ...known], where)
    const type = readText(input, 'type', where) ?? 'string'
    return [name, { type, required: input.required === true, default: readText(input, 'default', where) }]
  })
  return Object.fromEntries(inputs)
}

/** The `inputs` context: what is given, else the default, each of its type. */
export function inputsFrom(
  declared: Readonly<Record<string, Input>>,
  given: Readonly<Record<string, Value>>,
): Contexts {
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const own = Object.entries(given).find(([key]) => key.toLowerCase() === name.toLowerCase())
      return [name, ofType(input.type, own?.[1] ?? input.default ?? '')]
    }),
  )
}

/** docs.github.com, "Workflow syntax": without a value false, 0 or the empty text. */
function ofType(type: string, value: Value): Value {
  if (type === 'boolean') return value === true || value === 'true'
  if (type === 'number') return Number(asText(value) ?? 0)
  return asText(value) ?? asValue(value)
}
