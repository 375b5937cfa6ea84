import { readFile } from 'node:fs/promises'
import { readZip } from './read-zip.ts'

/** Logs of jobs in a file. */
export interface LinesWork {
  readonly path: string
  /** An archive of logs, named by their jobs, or one log, which has no name. */
  readonly kind: 'archive' | 'log'
  /** What a line holds that is wanted. */
  readonly lines: string
  /** Whose logs are wanted of an archive. */
  readonly names: readonly string[]
}

/** Limit of one file when it is unpacked, and of what is wanted of all together. */
const LIMITS = { fileBytes: 64 * 1024 * 1024, files: 10_000 }
const MAX_CHARACTERS = 64 * 1024 * 1024
/** More than the packed output of any run of tests has. */
const MAX_LINES = 200_000

/** The lines that are wanted of each log. A job whose lines are too many, or whose name is there twice, is left out. */
export async function readLines({
  path,
  kind,
  lines,
  names,
}: LinesWork): Promise<ReadonlyMap<string, string>> {
  const bytes = await readFile(path)
  if (kind === 'log') return new Map([['', linesWith(lines, bytes.toString('utf8'))]])
  const found = new Map<string, string>()
  const twice = new Set<string>()
  let room = MAX_CHARACTERS
  for (const { name, text } of readZip(bytes, { ...LIMITS, wanted: (file) => names.includes(jobOf(file)) })) {
    const job = jobOf(name)
    if (found.has(job)) twice.add(job)
    const wanted = linesWith(lines, text)
    room -= wanted.length
    if (room > 0) found.set(job, wanted)
  }
  for (const job of twice) found.delete(job)
  return found
}

/** `3_name of the job.txt` at the top; the steps lie in folders. */
function jobOf(file: string): string {
  return /^\d{1,4}_([^/]+)\.txt$/.exec(file)?.[1] ?? ''
}

/** Without taking the whole text apart: it may be nothing but ends of lines. */
function linesWith(word: string, text: string): string {
  const lines: string[] = []
  for (let at = text.indexOf(word); at >= 0 && lines.length < MAX_LINES; ) {
    const start = text.lastIndexOf('\n', at) + 1
    const end = text.indexOf('\n', at)
    lines.push(text.slice(start, end < 0 ? undefined : end))
    at = end < 0 ? -1 : text.indexOf(word, end)
  }
  return lines.join('\n')
}
