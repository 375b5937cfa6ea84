import { join } from 'node:path'

/** `sun_path` of Linux has 108 bytes, the last of them zero; macOS has 104. */
const MAX_PATH_BYTES = 103

/** The folder in which a socket of this relative path can have an address: `parent`, if that is short enough. */
export function placeOfSocket(parent: string, path: string): string {
  return Buffer.byteLength(join(parent, path)) > MAX_PATH_BYTES ? '/tmp' : parent
}
