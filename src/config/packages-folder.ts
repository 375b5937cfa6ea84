import { join, resolve } from 'node:path'

/** Where npm packages of toolchains are installed: the operator's folder, or one beside our own packages. */
export function packagesFolder(chosen: string | undefined): string {
  return chosen === undefined
    ? join(import.meta.dirname, '../../node_modules/.cache/speculate/toolchains')
    : resolve(chosen)
}
