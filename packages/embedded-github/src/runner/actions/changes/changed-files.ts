import { asMapping } from '@speculate-dev/workflows'
import { parse } from 'yaml'
import type { ActionPlan, PlanRequest, ServedAction } from '../served-action.ts'
import { type ChangedFile, changesOfRun } from './changes-of-run.ts'
import { PatternError, parsePathPattern } from './path-pattern.ts'

/** https://github.com/tj-actions/changed-files in its common form: which files are changed, all or those that patterns name. */
export const changedFiles: ServedAction = {
  names: ['tj-actions/changed-files', 'step-security/changed-files'],
  plan,
  async run({ inputs, run, log }) {
    try {
      const files = await changesOfRun(run, { renames: true })
      log.note(`${files.length} changed files`)
      const groups = groupsOf(inputs)
      const each = groups.map(([name, patterns]) => outputsOf(files, { name, patterns, inputs }))
      const keys = groups.filter(([name]) => name !== '').map(([name]) => name)
      const outputs: Record<string, string> = Object.assign({}, ...each)
      for (const kind of ['changed', 'modified']) {
        const own = keys.filter((name) => outputs[`${name}_any_${kind}`] === 'true')
        if (keys.length > 0) outputs[`${kind}_keys`] = written(own, inputs)
      }
      return { outputs }
    } catch (error) {
      if (error instanceof PatternError) return { problem: `${error.message} cannot be read` }
      throw error
    }
  },
}

const FOLLOWED = [
  ...['files', 'files_separator', 'files_ignore', 'files_ignore_separator', 'files_yaml'],
  ...['files_ignore_yaml', 'separator', 'json', 'escape_json', 'matrix', 'safe_output'],
]

/** A run has its commits and its one pull request at hand. */
const HARMLESS = [
  ...['token', 'api_url', 'use_rest_api', 'fetch_depth', 'skip_initial_fetch', 'quotepath', 'path'],
  ...['fetch_additional_submodule_history', 'since_last_remote_commit', 'diff_relative', 'tags_pattern'],
  ...['fail_on_initial_diff_error', 'fail_on_submodule_diff_error', 'fetch_missing_history'],
  ...['skip_same_sha', 'exclude_submodules', 'output_renamed_files_as_deleted_and_added'],
]

function plan({ uses, inputs }: PlanRequest): ActionPlan {
  const names = Object.keys(inputs).filter((name) => !FOLLOWED.includes(name) && !HARMLESS.includes(name))
  const findings = names.map(
    (name) => `\`${name}\` in \`with\` of \`${uses}\` is not supported by this runner`,
  )
  const isOpen = PATTERNS.some((name) => name in inputs && inputs[name] === undefined)
  if (isOpen) return { findings, notices: [] }
  try {
    groupsOf(inputs)
    return { findings, notices: [] }
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    return { findings: [...findings, `\`${uses}\`: this runner cannot read ${error.message}`], notices: [] }
  }
}

const PATTERNS = ['files', 'files_ignore', 'files_yaml', 'files_ignore_yaml']

type Inputs = PlanRequest['inputs']
type Patterns = readonly ReturnType<typeof parsePathPattern>[]

/** Patterns by what the names of their outputs begin with; all files are asked for where there are none. Throws `PatternError`. */
function groupsOf(inputs: Inputs): readonly (readonly [name: string, patterns: Patterns])[] {
  const plain = [
    ...split(inputs.files, inputs.files_separator),
    ...split(inputs.files_ignore, inputs.files_ignore_separator).map(ignored),
  ]
  const named = inYaml(inputs.files_yaml)
  const without = inYaml(inputs.files_ignore_yaml)
  const names = [...new Set([...named.keys(), ...without.keys()])]
  const keyed = names.map((name) => {
    const texts = [...(named.get(name) ?? []), ...(without.get(name) ?? []).map(ignored)]
    return [name, texts.map(parsePathPattern)] as const
  })
  return plain.length > 0 || keyed.length === 0 ? [['', plain.map(parsePathPattern)], ...keyed] : keyed
}

function split(text: string | undefined, separator = '\n'): readonly string[] {
  return (text ?? '')
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('#'))
    .map((one) => (one.endsWith('/') ? `${one}**` : one))
}

function ignored(pattern: string): string {
  return pattern.startsWith('!') ? pattern : `!${pattern}`
}

const MAX_ALIASES = 100

function inYaml(text: string | undefined): ReadonlyMap<string, readonly string[]> {
  if (text === undefined || text.trim() === '') return new Map()
  const root = asMapping(parsed(text))
  if (!root) throw new PatternError('its YAML, which is no mapping')
  return new Map(Object.entries(root).map(([name, item]) => [name, textsIn(item)]))
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: MAX_ALIASES, logLevel: 'silent' })
  } catch {
    throw new PatternError('its YAML')
  }
}

function textsIn(item: unknown): readonly string[] {
  if (Array.isArray(item)) return item.flatMap(textsIn)
  return typeof item === 'string' ? split(item) : []
}

/** Each output and the letters of `git diff` that it counts. */
const KINDS: Readonly<Record<string, string>> = {
  added_files: 'A',
  copied_files: 'C',
  deleted_files: 'D',
  modified_files: 'M',
  renamed_files: 'R',
  type_changed_files: 'T',
  unmerged_files: 'U',
  unknown_files: 'X',
  all_changed_and_modified_files: 'ACDMRTUX',
  all_changed_files: 'ACMR',
  all_modified_files: 'ACDMR',
}

interface Group {
  readonly name: string
  readonly patterns: Patterns
  readonly inputs: Inputs
}

function outputsOf(files: readonly ChangedFile[], { name, patterns, inputs }: Group): Record<string, string> {
  const isNamed = (path: string) => namesPath(patterns, path)
  const pathsOf = (letters: string, isWanted: (path: string) => boolean) =>
    files.filter(({ status, path }) => letters.includes(status) && isWanted(path)).map(({ path }) => path)
  const lists = Object.entries(KINDS).map(([kind, letters]) => [kind, pathsOf(letters, isNamed)] as const)
  const verdicts = [
    ['changed', 'ACMR'],
    ['modified', 'ACDMR'],
    ['deleted', 'D'],
  ].flatMap(([word = '', letters = '']) => {
    const own = pathsOf(letters, isNamed)
    const others = pathsOf(letters, (path) => !isNamed(path))
    return [
      [`any_${word}`, String(own.length > 0)],
      [`only_${word}`, String(own.length > 0 && others.length === 0)],
      [`other_${word}_files`, written(others, inputs)],
      [`other_${word}_files_count`, String(others.length)],
    ]
  })
  const told = lists.flatMap(([kind, paths]) => [
    [kind, written(paths, inputs)],
    [`${kind}_count`, String(paths.length)],
  ])
  const prefix = name === '' ? '' : `${name}_`
  return Object.fromEntries(
    [...told, ...verdicts].map(([key = '', value]) => [`${prefix}${key}`, value ?? '']),
  )
}

/** As micromatch: what is taken back stays out, and patterns that only take back leave all others. */
function namesPath(patterns: Patterns, path: string): boolean {
  const positive = patterns.filter(({ isNegated }) => !isNegated)
  const isTaken = positive.length === 0 || positive.some(({ matches }) => matches(path))
  return isTaken && !patterns.some(({ isNegated, matches }) => isNegated && matches(path))
}

function written(paths: readonly string[], inputs: Inputs): string {
  const isTrue = (name: string, otherwise: boolean) => (inputs[name] ?? String(otherwise)) === 'true'
  const safe = isTrue('safe_output', true) ? paths.map((path) => path.replace(/[$()`|&;]/g, '\\$&')) : paths
  if (isTrue('matrix', false)) return JSON.stringify(paths)
  if (!isTrue('json', false)) return safe.join(inputs.separator ?? ' ')
  const json = JSON.stringify(safe)
  return isTrue('escape_json', true) ? json.replaceAll('"', '\\"') : json
}
