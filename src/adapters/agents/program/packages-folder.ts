import { resolve } from 'node:path'
import { cachedFolder } from '../../own-files.ts'

/** Where npm packages of toolchains are installed: the operator's folder, or one in a cache. */
export function packagesFolder(chosen: string | undefined): string {
  return chosen === undefined ? cachedFolder('toolchains') : resolve(chosen)
}
