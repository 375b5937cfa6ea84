import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What a run writes beside what it keeps, for `try clean`. */
export const RunNote = z.strictObject({
  /** Its own folder, which is locked as long as it lives. */
  run: z.string(),
  repository: z.string(),
  issue: z.string(),
  /** What `--branches` has made in the repository. */
  branch: z.strictObject({ name: z.string(), commit: z.string() }).optional(),
})
export type RunNote = z.infer<typeof RunNote>

export async function writeRunNote(folder: string, note: RunNote): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 })
}

/** Undefined where there is none, as in what older versions kept. */
export async function readRunNote(folder: string): Promise<RunNote | undefined> {
  try {
    return RunNote.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')))
  } catch {
    return undefined
  }
}

const FILE = 'run.json'
