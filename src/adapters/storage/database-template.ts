import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { sha256 } from '../../domain/sha256.ts'
import { cachedFolder, cacheFolders } from '../own-files.ts'
import { unfinishedOf } from './embedded/copy-template.ts'

interface TemplateOptions {
  /** Where a template may be kept, best first. */
  readonly caches: readonly string[]
  /** Makes a new database, the slow way. */
  readonly make: (directory: string) => Promise<void>
}

/**
 * Starts something on a new database in `directory`, with all tables. Postgres needs seconds of computing for that, always with the same
 * result, so one is made once where it can be kept, and every new database is a copy of it, which `start` makes of the folder that it is
 * given. Where none can be kept or read, that only costs those seconds: it is there already when `start` is called without a folder.
 */
export async function startOnNewDatabase<T>(
  directory: string,
  start: (template?: string) => Promise<T>,
  making: TemplateOptions = usual(),
): Promise<T> {
  try {
    return await start(await prepareTemplate(making))
  } catch (error) {
    if (existsSync(directory)) throw error
  }
  const unfinished = unfinishedOf(directory)
  await rm(unfinished, { recursive: true, force: true })
  await making.make(unfinished)
  await chmod(unfinished, 0o700)
  await rename(unfinished, directory)
  return start()
}

/** The template's folder. It gets its name when it is whole, so that an interrupted attempt leaves no half of one. */
export async function prepareTemplate({ caches, make }: TemplateOptions = usual()): Promise<string> {
  const template = cachedFolder(templateName(), caches)
  if (existsSync(template)) return template
  const unfinished = `${template}.${process.pid}`
  await mkdir(dirname(template), { recursive: true })
  try {
    await make(unfinished)
    await letOthersRead(unfinished)
    await rename(unfinished, template).catch((error: unknown) => {
      // Somebody else was faster.
      if (!existsSync(template)) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return template
}

function usual(): TemplateOptions {
  return {
    caches: cacheFolders(),
    // Whoever finds a template needs none of what it takes to make one.
    make: async (directory) => {
      const { makeNewDatabase } = await import('./make-new-database.ts')
      await makeNewDatabase(directory)
    },
  }
}

/** The user who installs is often not the one who runs the server; only the owner may write what others will copy. */
async function letOthersRead(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644)
  }
}

/** Whatever a new database is made of: where any of it is another, so is the template. */
function templateName(): string {
  const code = readdirSync(join(import.meta.dirname, 'migrations')).map((name) => `migrations/${name}`)
  const own = [
    ...code,
    ownFile('migrate'),
    ownFile('make-new-database'),
    ownFile('embedded/database-process'),
    ownFile('jobs/job-queues'),
  ]
  const contents = own.toSorted().map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'))
  const versions = ['@electric-sql/pglite', 'pg-boss'].map(versionOf)
  return `database-${sha256([...versions, ...contents].join('\n')).slice(0, 16)}`
}

function ownFile(name: string): string {
  return name + extname(import.meta.filename)
}

function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name)
  return String(JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')).version)
}
