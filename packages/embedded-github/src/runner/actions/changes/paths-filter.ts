import { readCheckout } from '../read-checkout.ts'
import type { ActionPlan, PlanRequest, ServedAction } from '../served-action.ts'
import { inWorkspace } from '../tools/serve/ask-version.ts'
import { changesOfRun } from './changes-of-run.ts'
import { listFiles, PATH_LISTS } from './list-files.ts'
import { PatternError } from './path-pattern.ts'
import { readFilters } from './read-filters.ts'

/** https://github.com/dorny/paths-filter: which filters have a file among those that are changed. */
export const pathsFilter: ServedAction = {
  names: ['dorny/paths-filter'],
  plan,
  async run({ inputs, run, directory, log }) {
    try {
      const text = await filtersOf(inputs, (path) => readCheckout(directory, path))
      if (text === undefined) return { problem: `Configuration file '${inputs.filters}' not found` }
      const files = await changesOfRun(run, { renames: false })
      const every = inputs['predicate-quantifier'] === 'every'
      const found = [...readFilters(text)].map(([name, rules]) => {
        const own = files.filter((file) =>
          every ? rules.every((rule) => rule(file)) : rules.some((rule) => rule(file)),
        )
        log.note(`${name}: ${own.length} of ${files.length} changed files`)
        return [name, own.map(({ path }) => path)] as const
      })
      return { outputs: outputsOf(found, inputs['list-files'] ?? 'none') }
    } catch (error) {
      if (error instanceof PatternError) return { problem: `${error.message} cannot be read` }
      throw error
    }
  },
}

async function plan({ uses, inputs, place }: PlanRequest): Promise<ActionPlan> {
  const findings = [
    inputs.base === 'HEAD'
      ? `\`base: HEAD\` in \`with\` of \`${uses}\` is not supported by this runner`
      : undefined,
    await problemOfFilters({ uses, inputs, place }),
    problemOfList(uses, inputs['list-files']),
  ]
  return { findings: findings.filter((one) => one !== undefined), notices: [] }
}

function problemOfList(uses: string, wanted: string | undefined): string | undefined {
  return wanted === undefined || wanted === 'none' || Object.hasOwn(PATH_LISTS, wanted)
    ? undefined
    : `\`list-files: ${wanted}\` in \`with\` of \`${uses}\` is none of ${Object.keys(PATH_LISTS).join(', ')}`
}

async function problemOfFilters({ uses, inputs, place }: PlanRequestOf): Promise<string | undefined> {
  if ('filters' in inputs && inputs.filters === undefined) return undefined
  try {
    const text = await filtersOf(inputs, place.read)
    // A file that is missing may be written by an earlier step.
    if (text !== undefined) readFilters(text)
    return undefined
  } catch (error) {
    if (error instanceof PatternError) return `\`${uses}\`: this runner cannot read ${error.message}`
    throw error
  }
}

type PlanRequestOf = Pick<PlanRequest, 'uses' | 'inputs' | 'place'>

/** One line without a colon is the name of a file. */
async function filtersOf(
  { filters = '', 'working-directory': folder }: PlanRequest['inputs'],
  read: (path: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (filters.includes('\n') || filters.includes(':')) return filters
  const path = inWorkspace(`${folder === undefined ? '' : `${folder}/`}${filters.trim()}`)
  return path === undefined ? undefined : read(path)
}

function outputsOf(
  found: readonly (readonly [name: string, paths: readonly string[]])[],
  list: string,
): Readonly<Record<string, string>> {
  const changes = found.filter(([, paths]) => paths.length > 0).map(([name]) => name)
  const each = found.flatMap(([name, paths]) => [
    [name, String(paths.length > 0)],
    [`${name}_count`, String(paths.length)],
    ...(list === 'none' ? [] : [[`${name}_files`, listFiles(list, paths)]]),
  ])
  return { changes: JSON.stringify(changes), ...Object.fromEntries(each) }
}
