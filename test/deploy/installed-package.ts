import { existsSync } from 'node:fs'
import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { z } from 'zod'

export const project = join(import.meta.dirname, '../..')

export interface InstalledPackage {
  readonly root: string
  /** The command, as npm has linked it. */
  readonly bin: string
  /** What the tarball holds, without the folder `package` around it. */
  readonly files: readonly string[]
}

/**
 * Packs this project and has npm install the tarball into a project of its own. npm needs no network for that: the dependencies that
 * the lock file names for production, and no others, are there already.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const root = await mkdtemp(join(tmpdir(), 'speculate-package-'))
  const { tarball, files } = await pack(root)
  for (const folder of await productionPackages()) await linkTree(join(project, folder), join(root, folder))
  await linkPrograms(root)
  await writeFile(join(root, 'package.json'), '{ "private": true }\n')
  await execa('npm', ['install', '--offline', '--no-package-lock', '--cache', join(root, 'cache'), tarball], {
    cwd: root,
  })
  return { root, bin: join(root, 'node_modules/.bin/speculate'), files }
}

const Packed = z
  .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
  .length(1)

async function pack(folder: string): Promise<{ tarball: string; files: readonly string[] }> {
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder], { cwd: project })
  // What `prepack` prints stands before it.
  const [packed] = Packed.parse(JSON.parse(stdout.slice(stdout.indexOf('[\n'))))
  if (packed === undefined) throw new Error('nothing was packed')
  // An old npm tells another name than the one it writes.
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? packed.filename
  return { tarball: join(folder, tarball), files: packed.files.map(({ path }) => path) }
}

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), engines: z.unknown().optional(), link: z.boolean().optional() }),
  ),
})

/** Each package's folder and what it says of the Node that it needs. */
export async function lockedForProduction(): Promise<ReadonlyMap<string, unknown>> {
  const lock = Lock.parse(JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8')))
  const used = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true)
  return new Map(used.map(([path, { engines }]) => [path, engines]))
}

/** Without those that lie in another one's folder, which come along. */
async function productionPackages(): Promise<readonly string[]> {
  const folders = [...(await lockedForProduction()).keys()]
  return folders.filter(
    (folder) => folder.lastIndexOf('node_modules/') === 0 && existsSync(join(project, folder)),
  )
}

/** The same files under other names: a copy of all of them would take long, and a link to a folder would lead out of this one. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target)
    else await link(source, target).catch(() => copyFile(source, target))
  }
}

/** npm takes a package for incomplete whose programs it has not linked. */
async function linkPrograms(root: string): Promise<void> {
  const programs = join('node_modules', '.bin')
  await mkdir(join(root, programs))
  for (const name of await readdir(join(project, programs))) {
    const target = await readlink(join(project, programs, name))
    if (existsSync(join(root, programs, target))) await symlink(target, join(root, programs, name))
  }
}
