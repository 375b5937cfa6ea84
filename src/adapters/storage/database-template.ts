import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))

/**
 * Makes an empty database in `directory`. Postgres needs seconds of computing for that, always with the same result, so
 * `npm ci` has one made once (the `prepare` script) and every new database is a copy of it, or is made anew without it.
 */
export async function createEmptyDatabase(directory: string): Promise<void> {
  const template = templateDirectory()
  if (existsSync(template)) await cp(template, directory, { recursive: true })
  else await (await PGlite.create(directory)).close()
}

/** Made under another name first, so that an interrupted installation leaves no half of one. */
async function prepareTemplate(): Promise<void> {
  const template = templateDirectory()
  if (existsSync(template)) return
  const unfinished = `${template}.${process.pid}`
  await mkdir(dirname(template), { recursive: true })
  try {
    await (await PGlite.create(unfinished)).close()
    await rename(unfinished, template)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** A database belongs to the program that made it: another version of PGlite needs another template. */
function templateDirectory(): string {
  const { version } = JSON.parse(readFileSync(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8'))
  return join(MODULES, '.cache', 'speculate', `database-${String(version)}`)
}

if (import.meta.main) await prepareTemplate()
