import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Laid = z.array(z.string())
const fileIn = (gitDir: string) => join(gitDir, 'speculate-laid.json')

/** Beside our own view of a work tree, where no agent comes: what a set-up has put into it. */
export async function keepLaid(gitDir: string, laid: readonly string[]): Promise<void> {
  await writeFile(fileIn(gitDir), JSON.stringify(laid))
}

/** As bytes, one character each. */
export async function readLaid(gitDir: string): Promise<ReadonlySet<string>> {
  const text = await readFile(fileIn(gitDir), 'utf8').catch(() => '[]')
  return new Set(Laid.parse(JSON.parse(text)).map((path) => Buffer.from(path).toString('latin1')))
}
