/** What of the base an issue names. */
export interface NamedArea {
  /** Sorted. */
  readonly files: readonly string[]
  /** Folders that hold something, without a slash at the end, with the number of files below each. */
  readonly folders: readonly { readonly folder: string; readonly count: number }[]
}

/** What an issue may name before nobody looks for more. */
const MAX_WORDS = 2_000
const MAX_LENGTH = 300

/**
 * Files and folders of the base that stand in a text: whole, or so much of the end of a path that it fits one file alone. A name
 * without a dot or a slash is a word.
 */
export function namedArea(text: string, paths: readonly string[]): NamedArea {
  const words = wordsOf(text)
  if (words.size === 0) return { files: [], folders: [] }
  const found = new Map<string, string[]>()
  const below = new Map<string, number>()
  for (const path of paths) {
    for (let at = 0; at >= 0; at = nextPart(path, at)) {
      const end = path.slice(at)
      if (words.has(end)) found.set(end, [...(found.get(end) ?? []), path])
    }
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at)
      if (words.has(`${folder}/`) || (folder.includes('/') && words.has(folder)))
        below.set(folder, (below.get(folder) ?? 0) + 1)
    }
  }
  const files = [...found].flatMap(([word, all]) =>
    all.includes(word) ? [word] : all.length === 1 ? all : [],
  )
  return {
    files: [...new Set(files)].sort(),
    folders: [...below].map(([folder, count]) => ({ folder, count })).sort(byFolder),
  }
}

/** Where the next part of a path begins; -1 behind the last one. */
function nextPart(path: string, at: number): number {
  const slash = path.indexOf('/', at)
  return slash < 0 ? -1 : slash + 1
}

function byFolder(one: { folder: string }, other: { folder: string }): number {
  return one.folder < other.folder ? -1 : 1
}

/** As a person writes them: `./src/a.js`, `src/a.js:12:5`, "in src/a.js." */
function wordsOf(text: string): ReadonlySet<string> {
  const words = (text.match(/[\w@+.\-[\]()/]+/g) ?? [])
    .slice(0, MAX_WORDS)
    .map((word) => trimmed(word))
    .filter((word) => word.length > 2 && word.length <= MAX_LENGTH && /[./]/.test(word.slice(1)))
  return new Set(words)
}

const BEFORE = /^(?:\.?\/|[([.])+/

function trimmed(word: string): string {
  const start = word.startsWith('.') && /^\.\w/.test(word) ? word : word.replace(BEFORE, '')
  let end = start.length
  while (end > 0 && '.)]-'.includes(start.charAt(end - 1))) end -= 1
  return start.slice(0, end)
}
