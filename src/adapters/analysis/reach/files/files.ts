import type { BaseTree } from '../../../../ports/reach.ts'

/** The files of a base with questions that are asked often, and an end to how much is read. */
export interface Files {
  readonly paths: readonly string[]
  has(path: string): boolean
  hasFolder(path: string): boolean
  read(path: string): Promise<string | undefined>
  /** True once no more is read. */
  isSpent(): boolean
}

const MAX_FILES = 400
const MAX_BYTES = 8 * 1024 * 1024
const MAX_FILE_BYTES = 512 * 1024

/** What a hostile or enormous base may cost ends here; whatever is not read any more is reported as not followed. */
export function filesOf(tree: BaseTree): Files {
  const paths = new Set(tree.paths)
  const folders = new Set(tree.paths.flatMap(foldersOf))
  const known = new Map<string, Promise<string | undefined>>()
  let bytes = 0
  const isSpent = () => known.size >= MAX_FILES || bytes >= MAX_BYTES
  const read = async (path: string) => {
    const text = await tree.read(path)
    if (text === undefined || text.length > MAX_FILE_BYTES) return undefined
    bytes += text.length
    return text
  }
  return {
    paths: tree.paths,
    has: (path) => paths.has(path),
    hasFolder: (path) => path === '' || folders.has(path),
    isSpent,
    read: (path) => {
      if (!paths.has(path)) return Promise.resolve(undefined)
      const found = known.get(path)
      if (found) return found
      if (isSpent()) return Promise.resolve(undefined)
      const reading = read(path)
      known.set(path, reading)
      return reading
    },
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
