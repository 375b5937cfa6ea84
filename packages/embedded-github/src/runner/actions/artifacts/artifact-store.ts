import { createHash, randomInt, randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { isInside, realPlace } from '../../files/paths-in-job.ts'

/** The artifacts of one run, in a folder of the server's. Every attempt finds those of the attempts before. */
export interface ArtifactStore {
  list(): Promise<readonly Artifact[]>
  find(name: string): Promise<Artifact | undefined>
  /** Takes the place of one of the same name. Answers why not, where it is too much. */
  save(artifact: NewArtifact): Promise<Artifact | string>
  remove(name: string): Promise<void>
}

const Saved = z.object({ name: z.string(), id: z.number(), attempt: z.number(), digest: z.string() })

export interface Artifact extends z.infer<typeof Saved> {
  readonly folder: string
  /** From its folder. */
  readonly files: readonly string[]
}

interface NewArtifact {
  readonly name: string
  readonly attempt: number
  readonly sources: readonly ArtifactSource[]
}

export interface ArtifactSource {
  readonly root: string
  readonly files: readonly string[]
}

const MAX_ARTIFACTS = 500
const MAX_BYTES = 2 * 1024 ** 3

/** Of a run, in the data of a server. */
export function artifactsOfRun(dataDir: string, runId: number): ArtifactStore {
  return createArtifactStore(join(dataDir, 'artifacts', String(runId)))
}

function createArtifactStore(directory: string): ArtifactStore {
  const folderOf = (name: string) => join(directory, `a-${createHash('sha256').update(name).digest('hex')}`)
  const read = async (folder: string): Promise<Artifact | undefined> => {
    const text = await readFile(join(folder, 'artifact.json'), 'utf8').catch(() => undefined)
    const saved = text === undefined ? undefined : Saved.parse(JSON.parse(text))
    return saved && { ...saved, folder: join(folder, 'files'), files: await filesIn(join(folder, 'files')) }
  }
  const list = async () => {
    const names = (await readdir(directory).catch(() => [])).filter((name) => name.startsWith('a-'))
    const all = await Promise.all(names.map((name) => read(join(directory, name))))
    return all.filter((one) => one !== undefined).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }
  return {
    list,
    find: (name) => read(folderOf(name)),
    remove: (name) => rm(folderOf(name), { recursive: true, force: true }),
    async save({ name, attempt, sources }) {
      const before = await list()
      if (before.length >= MAX_ARTIFACTS) return `a run may have ${MAX_ARTIFACTS} artifacts here`
      if ((await bytesOf(sources)) > MAX_BYTES) return 'it is larger than 2 GB'
      const half = join(directory, `half-${randomUUID()}`)
      const digest = createHash('sha256')
      for (const { root, files } of sources) {
        for (const file of files.toSorted()) {
          const target = join(half, 'files', file)
          await mkdir(dirname(target), { recursive: true })
          await copyFile(join(root, file), target)
          digest.update(`${file}\0`).update(await readFile(target))
        }
      }
      const saved = { name, id: randomInt(1, 2 ** 31), attempt, digest: digest.digest('hex') }
      await mkdir(half, { recursive: true })
      await writeFile(join(half, 'artifact.json'), JSON.stringify(saved))
      const folder = folderOf(name)
      await rm(folder, { recursive: true, force: true })
      await rename(half, folder)
      return { ...saved, folder: join(folder, 'files'), files: await filesIn(join(folder, 'files')) }
    },
  }
}

async function bytesOf(sources: readonly ArtifactSource[]): Promise<number> {
  let bytes = 0
  for (const { root, files } of sources)
    for (const file of files) bytes += (await stat(join(root, file))).size
  return bytes
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted()
}

/** Puts its files into a folder of the job; false where a link would lead one of them out of the job's own folder. */
export async function unpack(
  { folder, files }: Pick<Artifact, 'folder' | 'files'>,
  target: string,
  jobRoot: string,
): Promise<boolean> {
  const root = await realPlace(jobRoot)
  if (!isInside(await realPlace(target), root)) return false
  await mkdir(target, { recursive: true })
  for (const file of files) {
    const path = join(target, file)
    if (!isInside(await realPlace(dirname(path)), root)) return false
    await mkdir(dirname(path), { recursive: true })
    await rm(path, { force: true })
    // As from an archive of actions/upload-artifact, which keeps no permissions.
    await writeFile(path, await readFile(join(folder, file)), { mode: 0o644 })
  }
  return true
}
