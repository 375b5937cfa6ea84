import { asMapping, asValue, type Contexts } from '@speculate-dev/workflows'
import { knownTexts } from './is-known.ts'

/** The variables that are known so far, and those of `env` that follow from them. */
export function withKnown(env: Readonly<Record<string, string>>, contexts: Contexts): Contexts {
  const before: Contexts = Object.fromEntries(
    Object.entries(asMapping(contexts.env) ?? {}).map(([name, value]) => [name, asValue(value)]),
  )
  return { ...before, ...knownTexts(env, { contexts, status: 'success' }) }
}
