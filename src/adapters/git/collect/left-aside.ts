import { shown, Uncollectable } from './uncollectable.ts'

/** What lies in a work tree and is no part of the patch. Paths are bytes, one character each. */
export interface LeftAside {
  /** By-products of tools, a folder with a slash at its end, and repositories, by their `.git`. */
  readonly leftOut: readonly string[]
  /** New files that are larger than a patch may hold: a core dump or a database must not cost the work beside it. */
  readonly tooLarge: readonly LargeFile[]
}

export interface LargeFile {
  readonly path: string
  readonly bytes: number
  /** The most that it may have. */
  readonly limit: number
}

export function tooLargeFile({ path, bytes, limit }: LargeFile): Uncollectable {
  return new Uncollectable(
    'too-large',
    `${shown(path)} has ${bytes.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} are allowed.`,
  )
}
