import { asMapping, asValue, type Contexts, expressionsIn, type Value } from '@speculate-dev/workflows'
import { evaluated, templatesOf } from '../workflow/parse-matrix.ts'
import type { Job } from '../workflow/workflow.ts'
import { isKnown } from './is-known.ts'

/** That the job, as its combination of a matrix has it, needs containers, in one sentence; undefined where it needs none. */
export function planContainers({ container, services }: Job, contexts: Contexts): string | undefined {
  const evaluation = { contexts, status: 'success' } as const
  const known = (value: Value) => (isOpen(value, contexts) ? null : evaluated(value, evaluation))
  const image = imageOf(known(container))
  const all = Object.entries(asMapping(known(services)) ?? {})
  const names = all.flatMap(([name, service]) => (imageOf(asValue(service)) === undefined ? [] : [name]))
  if (image !== undefined)
    return `\`container: ${image}\`: the job runs in a container, and this runner has no engine for containers`
  if (names.length === 0) return undefined
  return `\`services\` (${names.join(', ')}) run in containers, and this runner has no engine for containers`
}

/** As on GitHub, an image that is empty is none. */
function imageOf(container: Value): string | undefined {
  const image = asMapping(container)?.image ?? container
  return typeof image === 'string' && image !== '' ? image.slice(0, 200) : undefined
}

/** Of what only the run knows nothing is said before. */
function isOpen(value: Value, contexts: Contexts): boolean {
  const isUnknown = (text: string) => expressionsIn(text).some((one) => !isKnown(one, contexts))
  return contexts.needs === undefined && templatesOf(value).some(isUnknown)
}
