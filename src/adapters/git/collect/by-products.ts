/**
 * What interpreters, package managers, test runners and compilers leave beside the files of a project, by name. A project without a
 * `.gitignore` has them in its work tree as soon as somebody runs its tests, and nobody means them to be part of a change.
 */
const FOLDERS: readonly string[] = [
  ...['__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.tox', '.nox', '.hypothesis', '.eggs'],
  ...['.ipynb_checkpoints', '.venv', 'node_modules', 'bower_components', '.nyc_output', '.parcel-cache'],
  ...['.turbo', '.gradle', '.bundle', '.phpunit.cache', 'lcov-report', 'htmlcov'],
]

const FILES: readonly string[] = [
  ...['.DS_Store', 'Thumbs.db', '.eslintcache', '.stylelintcache', '.phpunit.result.cache'],
  ...['lcov.info', 'clover.xml', 'coverage-final.json', 'coverage-summary.json', 'coverage.xml'],
  ...['coverage.out', '.resultset.json', '.last_run.json', '.php-cs-fixer.cache', '.coverage'],
  ...['nohup.out', '.aider.chat.history.md', '.aider.input.history'],
]

const PATTERNS: readonly { readonly key: string; readonly isFolder: boolean; readonly pattern: RegExp }[] = [
  { key: '*.egg-info', isFolder: true, pattern: /\.egg-info$/ },
  { key: '.aider.tags.cache', isFolder: true, pattern: /^\.aider\.tags\.cache\.v\d+$/ },
  { key: '*.pyc', isFolder: false, pattern: /\.py[co]$/ },
  {
    key: '*-debug.log',
    isFolder: false,
    pattern: /^(?:npm|yarn|pnpm|lerna)-(?:debug|error)\.log(?:\.\d+)?$/,
  },
  { key: '*.tsbuildinfo', isFolder: false, pattern: /\.tsbuildinfo$/ },
  { key: '.coverage.*', isFolder: false, pattern: /^\.coverage\.[\w.-]+$/ },
  { key: 'core.*', isFolder: false, pattern: /^core\.\d+$/ },
  { key: 'hs_err', isFolder: false, pattern: /^hs_err_pid\d+\.log$/ },
  { key: '*.o', isFolder: false, pattern: /\.o$/ },
  { key: '*.gcda', isFolder: false, pattern: /\.gc(?:da|no)$/ },
  { key: '*.class', isFolder: false, pattern: /\.class$/ },
  { key: '*.orig', isFolder: false, pattern: /\.orig$/ },
  { key: '*.rej', isFolder: false, pattern: /\.rej$/ },
  { key: '*.swp', isFolder: false, pattern: /(?:^\..*\.sw[op]|~)$/ },
]

/** Tells by-products of a work tree from new files. */
export interface ByProducts {
  /** `name` is the last part of a path that the base does not have. A link may stand for a file or for a folder. */
  has(name: string, kind: 'file' | 'folder' | 'link'): boolean
}

/**
 * What the base itself holds files of is not a by-product there: a project whose fixtures have a `node_modules` means new ones to count.
 * `tracked` are the paths of the base.
 */
export function byProductsBeside(tracked: Iterable<string>): ByProducts {
  let kept: ReadonlySet<string> | undefined
  return {
    has(name, kind) {
      const keys = keysOf(name, kind)
      if (keys.length === 0) return false
      kept ??= keysIn(tracked)
      return !keys.some((key) => kept?.has(key))
    },
  }
}

/** Where the by-product begins that a new file or link of the path is or lies in, a folder with a slash at its end. */
export function byProductIn(
  { path, isLink }: { readonly path: string; readonly isLink: boolean },
  byProducts: ByProducts,
): string | undefined {
  const names = path.split('/')
  const last = isLink ? 'link' : 'file'
  const at = names.findIndex((name, index) =>
    byProducts.has(name, index < names.length - 1 ? 'folder' : last),
  )
  if (at < 0) return undefined
  return at < names.length - 1 ? `${names.slice(0, at + 1).join('/')}/` : path
}

function keysOf(name: string, kind: 'file' | 'folder' | 'link'): readonly string[] {
  const sides = kind === 'link' ? [true, false] : [kind === 'folder']
  return sides.flatMap((isFolder) => {
    if ((isFolder ? FOLDERS : FILES).includes(name)) return [name]
    return PATTERNS.find((one) => one.isFolder === isFolder && one.pattern.test(name))?.key ?? []
  })
}

function keysIn(tracked: Iterable<string>): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const path of tracked) {
    const names = path.split('/')
    for (const [index, name] of names.entries()) {
      // What a tracked path ends in may be a link to a folder.
      for (const key of keysOf(name, index < names.length - 1 ? 'folder' : 'link')) keys.add(key)
    }
  }
  return keys
}

/**
 * Files by which a folder says that all of it can be made again, and how they begin: a cache (bford.info/cachedir), a virtual environment
 * (PEP 405, which asks for the key `home`).
 */
export const MARKS_OF_BY_PRODUCTS: Readonly<Record<string, RegExp>> = {
  'CACHEDIR.TAG': /^Signature: 8a477f597d28d172789f06886806bc55/,
  'pyvenv.cfg': /^[ \t]*home[ \t]*=/im,
}
