import type { Command } from '../commands/command.ts'
import { asList, asText, dig, readYaml } from '../files/read-data.ts'
import { rememberToolFiles } from '../files/remember-tool-files.ts'
import { quoted, resolvePath } from '../shell/words.ts'
import { through, type Walk } from '../walk.ts'

/** What hooks of others are called, where that is not the name of their tool. */
const TOOLS: Readonly<Record<string, string>> = {
  'ruff-check': 'ruff',
  'ruff-format': 'ruff',
  clippy: 'cargo-clippy',
  'cargo-check': 'cargo',
  fmt: 'rustfmt',
  'golangci-lint-full': 'golangci-lint',
  pyupgrade: '',
  'mirrors-mypy': 'mypy',
  'biome-check': 'biome',
  eslint: 'eslint',
}

const MAX_HOOKS = 100

/** Hooks of `.pre-commit-config.yaml`: those of the repository are commands, and of others the tool is known by its name. */
export async function preCommit(walk: Walk, { place }: Command): Promise<void> {
  const names = ['.pre-commit-config.yaml', '.pre-commit-config.yml']
  const file = names.flatMap((name) => resolvePath(place.folder, name) ?? []).find(walk.files.has)
  if (file === undefined) return
  const here = through(place, file)
  walk.found(here, { path: file, how: 'reads' })
  const repositories = asList(dig(readYaml(await walk.files.read(file)), 'repos'))
  const hooks = repositories.flatMap((one) =>
    asList(dig(one, 'hooks')).map((hook) => ({ hook, isLocal: dig(one, 'repo') === 'local' })),
  )
  for (const { hook, isLocal } of hooks.slice(0, MAX_HOOKS)) {
    const args = asList(dig(hook, 'args')).flatMap((arg) => asText(arg) ?? [])
    const id = asText(dig(hook, 'id')) ?? ''
    const entry = asText(dig(hook, 'entry'))
    if (isLocal && entry !== undefined) await walk.script(`${entry} ${quoted(args)}`, here)
    else await knownTool(walk, [(Object.hasOwn(TOOLS, id) ? TOOLS[id] : id) ?? id, ...args], here)
  }
}

async function knownTool(walk: Walk, words: readonly string[], place: Command['place']): Promise<void> {
  const [program = '', ...args] = words
  if (program === '') return
  if (await rememberToolFiles(walk.files, { program, args, place })) await walk.command(words, place)
}
