import { resolvePath } from '../shell/words.ts'
import { dataOf } from '../touched/changed-parts.ts'
import { findAll } from '../touched/read/part-value.ts'
import type { FoundJudge, Walk } from '../walk.ts'
import { ownText } from './own-text.ts'

/** Keys under which configuration names files that are loaded before or beside the tests, or that it is made of. */
const KEYS =
  /["']?\b(?:setupFiles(?:AfterEnv|AfterEach)?|setupFile|setupTestFrameworkScriptFile|globalSetup|globalTeardown|testEnvironment|testRunner|runner|reporters?|snapshotSerializers|snapshotResolver|snapshotEnvironment|resolver|transform|preset|presets|plugins?|jsPlugins|extends|extend|require|requires|loader|file|customProviderModule|supportFile|bootstrap|inherit_from|load-plugins|load_plugins|init_file|pytest_plugins|addopts|configFile|globals?File|typeRoots|processor|rulesDirectory|rulePaths|bootstrapFiles|stubFiles|scanFiles|autoloader|rootConfig|projectConfig|spec_helper)\b["']?\s{0,20}[:=(]{1,2}/g

/** What follows a key: a value, a list of values, or a few lines of one. */
const WINDOW = 1_500
const LITERAL = /"([^"\n]{1,200})"|'([^'\n]{1,200})'|`([^`$\n]{1,200})`|(?<=^|[\s=,[-])([\w@./-]{2,200})/g
const IMPORT =
  /(?:\bfrom|\bimport|\brequire(?:_relative)?|\brequire_once|\binclude|\bbootstrap=|--require|(?:^|\s)-r|(?:^|\s)-p)[\s(]{0,4}["']?([\w@.:/<>-]{2,200})/g

/** What pytest measures, passes over or reads as text: its options name the product there, and load nothing. */
const LOOKED_AT =
  /--(?:cov|deselect|doctest-glob|ignore|ignore-glob)(?:=|[ \t]{1,20}|["'],\s{0,20}["'])(?!-)[^\s"',\]]{1,200}/g

/** A file of the base, and the parts of it that configure, where others do not. */
export interface Configuration {
  readonly path: string
  readonly parts?: readonly string[]
}

const MAX_TEXT = 200_000
const MAX_NAMED = 60
const MAX_DEPTH = 4

/** Files of the base that configuration names; it is read and never run. Product code and tests that it names stay free. */
export async function namedByConfiguration(
  files: Walk['files'],
  configurations: readonly Configuration[],
): Promise<readonly FoundJudge[]> {
  const found = new Map<string, FoundJudge>()
  const known = new Set(configurations.map(({ path }) => path))
  let waiting = configurations.slice(0, MAX_NAMED)
  for (let depth = 0; depth < MAX_DEPTH && waiting.length > 0; depth += 1) {
    const next: Configuration[] = []
    // What is asked for at the same time is read in one request.
    await Promise.all(waiting.map(({ path }) => files.read(path)))
    for (const { path, parts } of waiting) {
      const text = textOf(path, (await files.read(path))?.slice(0, MAX_TEXT) ?? '', parts)
      for (const named of namedIn(files, path, text)) {
        if (found.size >= MAX_NAMED || found.has(named) || known.has(named)) continue
        found.set(named, { path: named, how: 'loads', namedBy: path })
        if (isConfiguration(named)) next.push({ path: named })
      }
    }
    waiting = next
  }
  return [...found.values()]
}

/** Of a file that serves other ends too, its own parts alone; of one that is code of tests, what it says of plugins. */
function textOf(path: string, text: string, parts: readonly string[] | undefined): string {
  if (/(^|\/)conftest\.py$/.test(path)) return text.slice(text.search(/^pytest_plugins\b|$(?![\s\S])/m))
  if (!parts) return ownText(path, text)
  const data = dataOf(path, text)
  const found = parts.flatMap((part) => {
    const key = part.replace(/[+~]$/, '')
    return findAll(data, key).map((value) => JSON.stringify({ [key.slice(key.lastIndexOf('.') + 1)]: value }))
  })
  return found.join('\n').replaceAll('\\n', '\n')
}

function namedIn(files: Walk['files'], path: string, whole: string): readonly string[] {
  const text = whole.replace(LOOKED_AT, '')
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  const keyed = Array.from(text.matchAll(KEYS), ({ index, 0: key }) => valueAt(text, index + key.length))
    .slice(0, 200)
    .flatMap((value) =>
      Array.from(value.matchAll(LITERAL), ([, a, b, c, d]) => ({
        name: a ?? b ?? c ?? d ?? '',
        keyed: true,
      })),
    )
  const imported = Array.from(text.matchAll(IMPORT), ([, name = '']) => ({ name, keyed: false }))
  return [...keyed, ...imported].slice(0, 2_000).flatMap(({ name, keyed: isKeyed }) => {
    const file = whichFile(files, folder, name)
    if (file === undefined || isFree(file, isKeyed)) return []
    return isKeyed || isPartOf(file) ? [file] : []
  })
}

/** Up to the end of the list or the line. */
function valueAt(text: string, at: number): string {
  const window = text.slice(at, at + WINDOW)
  const start = window.trimStart()
  if (start.startsWith('[')) return start.slice(0, closing(start))
  const block = /^[^\n]{0,400}(?:\n[ \t]+-?[^\n]{0,200}){0,20}/.exec(window)
  return start.startsWith('"') || start.startsWith("'") ? (start.split('\n', 1)[0] ?? '') : (block?.[0] ?? '')
}

function closing(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1
    else if (text[at] === ']' && --depth === 0) return at
  }
  return text.length
}

const ENDINGS = [
  '',
  '.js',
  '.cjs',
  '.mjs',
  '.ts',
  '.cts',
  '.mts',
  '.json',
  '.yml',
  '.py',
  '.rb',
  '.php',
  '/index.js',
  '/index.ts',
  '/__init__.py',
]

function whichFile(files: Walk['files'], folder: string, name: string): string | undefined {
  if (name.includes('*') || name.length < 2) return undefined
  const plain = name
    .replace(/^<rootDir>\/?|^%currentDir%\/?|^\$\{?\w+\}?\//, './')
    .replace(/^file:(\/\/)?/, '')
  const dotted =
    /^[a-z_]\w*(\.\w+)+$/i.test(plain) && !files.has(plain) ? plain.replaceAll('.', '/') : undefined
  for (const one of [plain, dotted, `spec/${plain}`, `test/${plain}`, plain.replace(/\.js$/, '.ts')]) {
    const path = one === undefined ? undefined : resolvePath(folder, one)
    const file = path === undefined ? undefined : ENDINGS.map((end) => path + end).find((it) => files.has(it))
    if (file !== undefined) return file
  }
  return undefined
}

/** What configuration loads from where tools are kept, or what is called like it. The rest is what it is about. */
function isPartOf(path: string): boolean {
  if (/(^|\/)(tests?|testing|spec|__tests__|scripts?|tools?|configs?|build|ci|dev|etc|\.[\w-]+)\//.test(path))
    return true
  return /config|set-?up|test|spec|preset|plugin|rules?|reporter|env|transform|babel|lint|rc\b|tsconfig|\.(json|ya?ml|toml|ini|cfg|xml|neon)$/i.test(
    path.slice(path.lastIndexOf('/') + 1),
  )
}

/** Code of the product, data that says what the package is made of, and what tools only look through. */
function isFree(path: string, isKeyed: boolean): boolean {
  if (
    /(^|\/)(package\.json|pyproject\.toml|composer\.json|Cargo\.toml|README\.\w+|LICENSE\w*|\.gitignore)$/i.test(
      path,
    )
  )
    return true
  if (/(^|\/)(test_[^/]*\.py|[^/]+([._-](test|spec)\.\w+|_test\.\w+))$/.test(path)) return true
  // Compiled files are not configuration.
  if (/\.(c|h|cc|cpp|cxx|hpp|hxx|rs|go|java|kt|scala|cs|swift|m|mm|zig)$/i.test(path)) return true
  const [, inside] = /(?:^|\/)(?:src|lib|libs|app|source|dist|build|public|assets)\/(.*)$/.exec(path) ?? []
  if (inside === undefined) return false
  return !(
    isKeyed &&
    /(^|[/._-])([sS]et-?[uU]p|[tT]ests?|[mM]ocks?|[hH]ooks?|[bB]ootstrap|jest|vitest|mocha)([A-Z./_-]|$)/.test(
      inside,
    )
  )
}

/** What is itself made of other files: a shared configuration. */
function isConfiguration(path: string): boolean {
  return /config|rc\b|preset|base|eslint|tsconfig|\.(json|ya?ml|toml|neon|xml|ini|cfg)$/i.test(path)
}
