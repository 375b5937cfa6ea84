import type { Command } from '../commands/command.ts'
import { asText, dig, readToml } from '../files/read-data.ts'
import { resolvePath, shown, UNKNOWN } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'
import { followFile } from './named-files.ts'

/** Also of an action that is an image. */
export const INSIDE_AN_IMAGE = 'what runs inside of the image is not followed'

function inFolder(place: Place, name: string): string | undefined {
  return resolvePath(place.folder, name)
}

/** The script that fetches Gradle, what it fetches, and the build's own plugins. */
export async function gradle(walk: Walk, { program, args, place }: Command): Promise<void> {
  const option = args.findIndex((arg) => /^(-p|--project-dir)$/.test(arg))
  const folder = option < 0 ? place.folder : resolvePath(place.folder, args[option + 1] ?? UNKNOWN)
  const here = { ...place, folder }
  if (program === 'gradlew') wrapper(walk, here, ['gradlew', 'gradlew.bat', 'gradle/wrapper/**'])
  for (const name of [
    'buildSrc/**',
    'build-logic/**',
    'gradle/*.gradle',
    'gradle/*.gradle.kts',
    'init.gradle',
  ]) {
    const path = inFolder(here, name)
    if (path !== undefined) walk.found(here, { path, isPattern: true, how: 'loads' })
  }
}

/** The script that fetches Maven, what it fetches, and the options that it always has. */
export async function maven(walk: Walk, { program, place }: Command): Promise<void> {
  if (program === 'mvnw') wrapper(walk, place, ['mvnw', 'mvnw.cmd'])
  const path = inFolder(place, '.mvn/**')
  if (path !== undefined) walk.found(place, { path, isPattern: true, how: 'loads' })
}

function wrapper(walk: Walk, place: Place, names: readonly string[]): void {
  for (const name of names) {
    const path = inFolder(place, name)
    if (path === undefined) continue
    if (name.endsWith('**')) walk.found(place, { path, isPattern: true, how: 'runs' })
    else if (walk.files.has(path)) walk.found(place, { path, how: 'runs' })
  }
}

const CARGO_CONFIGURATION = ['.cargo/config.toml', '.cargo/config']

/** Aliases of cargo, and programs of the workspace that are run as tools. */
export async function cargo(walk: Walk, { args, place }: Command): Promise<void> {
  const at = args.findIndex((arg) => !arg.startsWith('-') && !arg.startsWith('+'))
  const name = args[at]
  if (name === undefined) return
  for (const one of CARGO_CONFIGURATION) {
    const path = inFolder({ ...place, folder: '' }, one)
    if (path === undefined || !walk.files.has(path)) continue
    const alias = dig(readToml(await walk.files.read(path)), 'alias', name)
    const words = Array.isArray(alias)
      ? alias.flatMap((word) => asText(word) ?? [])
      : (asText(alias)?.split(/\s+/) ?? [])
    if (words.length === 0) continue
    const here = through(place, `${path}: alias.${name}`)
    walk.found(here, { path, parts: [`alias.${name}`], how: 'runs' })
    return walk.command(['cargo', ...words, ...args.slice(at + 1)], here)
  }
  if (EXTERNAL.test(name)) return walk.command([`cargo-${name}`, ...args.slice(at + 1)], place)
  if (name === 'run' || name === 'r') cargoRun(walk, args, place)
}

/** Programs of their own, with configuration of their own. */
const EXTERNAL = /^(?:nextest|deny|audit|vet|machete|udeps|hack|tarpaulin|llvm-cov|make|insta)$/

function cargoRun(walk: Walk, args: readonly string[], place: Place): void {
  const option = args.findIndex((arg) => /^(-p|--package|--bin|--manifest-path)(=|$)/.test(arg))
  const value = args[option]?.includes('=') ? args[option]?.split('=')[1] : args[option + 1]
  if (option < 0 || value === undefined) return
  const folder = value.replace(/\/?Cargo\.toml$/, '')
  const isTool =
    /(^|\/)(x?task|tools?|ci|dev|scripts?|codegen|tidy)s?([-_/]|$)|[-_](x?task|tool|ci)s?$/i.test(folder)
  const candidates = [folder, `tools/${folder}`, `crates/${folder}`, `ci/${folder}`].flatMap(
    (one) => resolvePath(place.folder, one) ?? [],
  )
  const found = candidates.find((one) => walk.files.has(`${one}/Cargo.toml`))
  const said = shown(['cargo', ...args])
  if (!isTool) walk.unfollowed(place, said, 'it is part of the product, which candidates may change')
  else if (found === undefined) walk.unfollowed(place, said, 'where this package lies is not known')
  else walk.found(through(place, found), { path: `${found}/**`, isPattern: true, how: 'runs' })
}

/** `go run ./tools/check`, `go generate`, and the tools of go.mod. */
export async function go(walk: Walk, { args, place }: Command): Promise<void> {
  const [verb, ...rest] = args
  if (verb === 'tool') return walk.command(rest, place)
  if (verb === 'generate') return generated(walk, place)
  if (verb !== 'run') return
  const at = rest.findIndex(
    (arg, index) => !arg.startsWith('-') && !/^-(tags|ldflags|mod|exec|o|C)$/.test(rest[index - 1] ?? ''),
  )
  const named = rest[at] ?? ''
  const [module = ''] = named.split('@')
  if (/^[\w-]+\.[\w.-]+\//.test(module))
    return walk.command([programOf(module), ...rest.slice(at + 1)], place)
  const path = resolvePath(place.folder, named)
  if (path === undefined) return
  if (path.endsWith('.go')) return followFile(walk, { file: path, args: rest.slice(at + 1), place })
  const isTool =
    /(^|\/)(tools?|ci|hack|scripts?|build|dev|internal\/(tools?|ci|cmd|gen\w*|lint\w*))(\/|$)/.test(path)
  if (path !== '' && isTool)
    walk.found(through(place, path), { path: `${path}/**`, isPattern: true, how: 'runs' })
  else
    walk.unfollowed(place, shown(['go', ...args]), 'it is part of the product, which candidates may change')
}

const MAX_SOURCES = 60

/** `//go:generate` in any source names a command: those of the base are followed, and others are not a candidate's to add. */
async function generated(walk: Walk, place: Command['place']): Promise<void> {
  walk.found(place, { path: '**/*.go', isPattern: true, parts: ['go:generate'], how: 'runs' })
  const sources = walk.files.paths.filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'))
  for (const path of sources.slice(0, MAX_SOURCES)) {
    const text = (await walk.files.read(path)) ?? ''
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
    for (const [, said = ''] of text.matchAll(/^\/\/go:generate[ \t]+([^\n]{1,300})$/gm)) {
      const [, program] = /^go run (\.\S*)/.exec(said) ?? []
      const tool = program === undefined ? undefined : resolvePath(folder, program)
      if (tool !== undefined && tool !== '' && walk.files.hasFolder(tool))
        walk.found(through(place, path), { path: `${tool}/**`, isPattern: true, how: 'runs' })
    }
  }
}

/** `github.com/golangci/golangci-lint/v2/cmd/golangci-lint` is the program `golangci-lint`. */
function programOf(module: string): string {
  return (
    module
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1) ?? module
  )
}

/** Files that images are made of: their commands run inside, and are not followed. */
export async function docker(walk: Walk, { program, args, place }: Command): Promise<void> {
  const isCompose = program === 'docker-compose' || args.includes('compose')
  const files = args.flatMap((arg, index) =>
    /^(-f|--file)$/.test(arg) ? [args[index + 1] ?? ''] : arg.startsWith('--file=') ? [arg.slice(7)] : [],
  )
  const build = args.includes('build') && !isCompose
  const defaults = isCompose
    ? [
        'docker-compose.yml',
        'docker-compose.yaml',
        'compose.yml',
        'compose.yaml',
        'docker-compose.override.yml',
      ]
    : build
      ? ['Dockerfile']
      : []
  for (const name of files.length > 0 ? files : defaults) {
    const path = inFolder(place, name)
    if (path !== undefined && walk.files.has(path)) walk.found(place, { path, how: 'runs' })
  }
  const ignored = inFolder(place, '.dockerignore')
  if ((isCompose || build) && ignored !== undefined)
    walk.found(place, { path: ignored, isPattern: true, how: 'loads' })
  if (args.some((arg) => /^(run|exec|up|build|buildx|bake|test|start)$/.test(arg))) {
    walk.unfollowed(place, shown([program, ...args]), INSIDE_AN_IMAGE)
  }
}
