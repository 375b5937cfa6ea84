import { classOfPath } from '../../content/classify-file.ts'
import { asText, dig, readJson } from '../files/read-data.ts'
import { numbered, zeroOf } from '../shell/positional.ts'
import { resolvePath } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'

interface NamedFile {
  readonly file: string
  readonly args: readonly string[]
  readonly place: Place
  /** A shell was told to run it, whatever it looks like. */
  readonly shell?: boolean
}

/** A file that a command names to be run: it judges, and so does what it runs or loads from beside it. */
export async function followFile(walk: Walk, { file, args, place, shell = false }: NamedFile): Promise<void> {
  const text = await walk.files.read(file)
  const isShell = shell || isShellScript(file, text)
  // A script of a shell that is run by its name runs the tests, whatever it is called.
  if (!isShell && isTestByName(file)) return
  if (!isShell && (await isProduct(walk, file))) {
    return walk.unfollowed(place, file, 'it is part of the product, which candidates may change')
  }
  walk.found(place, { path: file, how: 'runs' })
  if (text === undefined) return walk.unfollowed(place, file, 'it cannot be read as text')
  const here = through(place, file)
  if (!walk.enters(here, JSON.stringify([file, args]))) return
  if (isShell) {
    const variables = new Map([...place.variables, zeroOf(file), ...numbered(args)])
    return walk.script(text, { ...here, variables })
  }
  if (/(^|\/)manage\.py$/.test(file)) followManage(walk, args, here)
  if (STARTS_PROGRAMS.test(text)) walk.unfollowed(place, file, 'it starts other programs by itself')
  // Beside a test in the root lies what it tests.
  if (file.includes('/') || !ASSERTS.test(text)) await followImports(walk, { file, text, place: here })
}

/** Django runs a command of an application in the place of its own: https://docs.djangoproject.com/en/stable/howto/custom-management-commands */
function followManage(walk: Walk, args: readonly string[], place: Place): void {
  const command = args.find((one) => /^[a-z]\w*$/.test(one))
  if (command === undefined) return
  const end = `management/commands/${command}.py`
  const isOwn = walk.files.paths.some((path) => path === end || path.endsWith(`/${end}`))
  if (!isOwn || command === 'test') walk.found(place, { path: `**/${end}`, isPattern: true, how: 'loads' })
}

/** A script that compares by itself. */
const ASSERTS =
  /(?:\bfrom|\bimport|\brequire\s?\()\s?['"](?:node:)?(?:assert(?:\/strict)?|test|tape|tap|ava|uvu|chai)['"]|^[ \t]{0,8}assert\b|\bimport unittest\b|\brequire ['"](?:minitest\/autorun|test\/unit)['"]/m

const STARTS_PROGRAMS =
  /\bchild_process\b|\bfrom ['"](?:execa|zx|shelljs|cross-spawn)['"]|\brequire\(['"](?:execa|zx|shelljs|cross-spawn)['"]\)|\bimport subprocess\b|\bfrom subprocess\b|\bos\.(?:system|exec|popen)|\bOpen3\b|\bexec\.Command\b|\bproc_open\b|\bshell_exec\b/

function isShellScript(file: string, text: string | undefined): boolean {
  const shebang = /^#!\s*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(text?.slice(0, 200) ?? '')
  const [, program = '', named = ''] = shebang ?? []
  const interpreter = program.endsWith('/env') ? named : program
  if (shebang) return /(^|\/)(ba|da|z|k|a)?sh$/.test(interpreter)
  return /\.(sh|bash|zsh|ksh|command)$/.test(file)
}

/** A test stays free to change; what runs the tests is none, also where it lies beside them. */
function isTestByName(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (classOfPath(`x/${name}`) === 'test' || /^(all-?)?(tests?|specs?)\.\w+$/i.test(name)) return true
  // Minitest and Bacon; elsewhere `spec_` may be about specifications, and what helps every test is none.
  return /(^|\/)(tests?|specs?)\//.test(file) && /^spec_(?!helper)[^/]*\.rb$/.test(name)
}

const PRODUCT_FOLDER = /(^|\/)(src|lib|libs|app|apps|source|sources|internal|pkg|cmd|crates|examples?)\//

async function isProduct(walk: Walk, file: string): Promise<boolean> {
  if (/(^|\/)(scripts?|tools?|ci|\.ci|build|hack|dev|devtools|tasks|tests?|spec|__tests__)\//.test(file))
    return false
  if (PRODUCT_FOLDER.test(file)) return true
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
  if (file.endsWith('.py') && folder !== '' && walk.files.has(`${folder}/__init__.py`)) return true
  const parts = folder === '' ? [] : folder.split('/').slice(0, 20)
  for (const at of ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))]) {
    const manifest = readJson(await walk.files.read(at === '' ? 'package.json' : `${at}/package.json`))
    const named = [dig(manifest, 'main'), dig(manifest, 'bin'), dig(manifest, 'module')]
    if (named.flatMap(textsIn).some((one) => sameFile(resolvePath(at, one), file))) return true
  }
  return false
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((one) => asText(one) ?? [])
    : []
}

function sameFile(path: string | undefined, file: string): boolean {
  return path !== undefined && (path === file || path === file.replace(/\.[^./]+$/, ''))
}

const MAX_IMPORTS = 60
const IMPORTS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\.[cm]?[jt]sx?$/,
    /(?:\bfrom|\bimport|\brequire\s?\(|\bimport\s?\()\s?['"](\.{1,2}\/[^'"\n]{1,200})['"]/g,
  ],
  [
    /\.py$/,
    /^[ \t]{0,20}(?:from[ \t]{1,5}(\.{0,3}[\w.]{0,100})[ \t]{1,5}import|import[ \t]{1,5}([\w.]{1,100}))/gm,
  ],
  [/\.(rb|rake)$|(^|\/)Rakefile$/, /\brequire_relative[ (]['"]([^'"\n]{1,200})['"]/g],
  [/\.php$/, /\b(?:require|include)(?:_once)?[ (]{1,3}__DIR__ ?\. ?['"]\/?([^'"\n]{1,200})['"]/g],
]

interface ImportingFile {
  readonly file: string
  readonly text: string
  readonly place: Place
}

/** What a script loads from its own folder: that is part of it. What lies elsewhere is the code that it looks at. */
export async function followImports(walk: Walk, { file, text, place }: ImportingFile): Promise<void> {
  const pattern = IMPORTS.find(([ending]) => ending.test(file))?.[1]
  if (!pattern) return
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
  const names = new Set(
    Array.from(text.matchAll(pattern), ([, one, other]) => one || other || '').slice(0, MAX_IMPORTS),
  )
  for (const name of names) {
    const path = importedFile(walk, { file, folder, name })
    if (path === undefined || !isBeside(folder, path) || isTestByName(path) || (await isProduct(walk, path)))
      continue
    if (!walk.enters(place, path)) continue
    walk.found(place, { path, how: 'loads' })
    const loaded = await walk.files.read(path)
    if (loaded !== undefined)
      await followImports(walk, { file: path, text: loaded, place: through(place, path) })
  }
}

/** A file that a tool is told to load, such as the hooks of all tests, is made of what it loads from beside it. */
export async function followLoaded(walk: Walk, path: string, place: Place): Promise<void> {
  const here = through(place, path)
  if (!IMPORTS.some(([ending]) => ending.test(path)) || !walk.enters(here, `${path} is loaded`)) return
  const text = await walk.files.read(path)
  if (text !== undefined) await followImports(walk, { file: path, text, place: here })
}

function importedFile(walk: Walk, { file, folder, name }: { file: string; folder: string; name: string }) {
  const isPython = file.endsWith('.py')
  const up = isPython ? name.replace(/^\.+/, (dots) => '../'.repeat(dots.length - 1)) : name
  const path = resolvePath(folder, isPython ? up.replace(/(?<=\w)\./g, '/') : up)
  if (path === undefined || path === '') return undefined
  const endings = isPython
    ? ['.py', '/__init__.py']
    : ['', '.js', '.ts', '.mjs', '.cjs', '.json', '.rb', '.php', '/index.js', '/index.ts', '/index.mjs']
  const written = path.replace(/\.js$/, '.ts')
  return [...endings.map((ending) => path + ending), written].find((one) => walk.files.has(one))
}

/** In the root of a repository everything is beside everything: only there, folders below are others, but for those of tools. */
function isBeside(folder: string, path: string): boolean {
  if (folder !== '') return path.startsWith(`${folder}/`)
  return path.includes('/') ? TOOLS_FOLDER.test(path) : !/^index\./.test(path)
}

const TOOLS_FOLDER = /^(scripts?|tools?|tooling|ci|\.ci|build|hack|dev|devtools|tasks|nox|noxfiles?)\//
