import picomatch from 'picomatch'
import type { Files } from '../../files/files.ts'
import { asMapping, asText, dig, type Mapping, readJson, readYaml } from '../../files/read-data.ts'

/** A package.json and what its scripts are. */
export interface Package {
  readonly folder: string
  readonly file: string
  readonly name: string | undefined
  readonly scripts: Mapping
}

export async function packageIn(files: Files, folder: string): Promise<Package | undefined> {
  const file = folder === '' ? 'package.json' : `${folder}/package.json`
  if (!files.has(file)) return undefined
  const manifest = asMapping(readJson(await files.read(file)))
  return { folder, file, name: asText(manifest.name), scripts: asMapping(manifest.scripts) }
}

/** The nearest package of a folder, as the package managers look for it. */
export async function packageOf(files: Files, folder: string): Promise<Package | undefined> {
  const found = await packageIn(files, folder)
  if (found || folder === '') return found
  return packageOf(files, folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '')
}

const MAX_PACKAGES = 60

/** The packages that the workspace of a folder has, itself left out. */
export async function workspacePackages(files: Files, folder: string): Promise<readonly Package[]> {
  const prefix = folder === '' ? '' : `${folder}/`
  const manifest = readJson(await files.read(`${prefix}package.json`))
  const pnpm = readYaml(await files.read(`${prefix}pnpm-workspace.yaml`))
  const lerna = readJson(await files.read(`${prefix}lerna.json`))
  const patterns = [
    ...textsOf(dig(manifest, 'workspaces')),
    ...textsOf(dig(manifest, 'workspaces', 'packages')),
    ...textsOf(dig(pnpm, 'packages')),
    ...textsOf(dig(lerna, 'packages')),
  ].map((one) => one.replace(/^\.\//, '').replace(/\/$/, ''))
  const wanted = patterns.filter((one) => !one.startsWith('!') && one !== '.').slice(0, 100)
  const without = patterns
    .filter((one) => one.startsWith('!'))
    .map((one) => one.slice(1))
    .slice(0, 100)
  if (wanted.length === 0) return []
  const matches = picomatch(wanted, { ignore: without, nonegate: true })
  const folders = files.paths
    .filter((path) => path.startsWith(prefix) && path.endsWith('/package.json'))
    .map((path) => path.slice(0, -'/package.json'.length))
    .filter(
      (path) => path !== folder && !/(^|\/)node_modules\//.test(path) && matches(path.slice(prefix.length)),
    )
  const found = await Promise.all(folders.slice(0, MAX_PACKAGES).map((one) => packageIn(files, one)))
  return found.flatMap((one) => one ?? [])
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.flatMap((one) => (typeof one === 'string' && one.length <= 200 ? one : []))
    : []
}
