import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { AuditEntry, ChainHead } from '../../domain/run/audit.ts'
import { jsonDigest } from './hash-chain.ts'
import { ensureStepDirectory, stepDirectory } from './step-directory.ts'
import { type ChainReport, verifyChain } from './verify-chain.ts'

/** The last line of an exported chain: where it ends, so that a shortened file does not look whole. `hash` is over the rest of it. */
const Trailer = z
  .strictObject({
    trailer: z.literal('audit'),
    speculation: z.string(),
    end: ChainHead,
    hash: z.string(),
  })
  .refine(({ hash, ...rest }) => jsonDigest(rest) === hash)

/**
 * Writes the chain as `audit.jsonl` beside the traces: one entry per line as canonical JSON, and a trailer that says where it ends.
 * Replaces an older export at once or not at all. Answers its path.
 */
export async function writeAuditFile(
  root: string,
  stepId: string,
  entries: readonly AuditEntry[],
): Promise<string> {
  const text = auditFileText(entries)
  const path = join(await ensureStepDirectory(root, stepId), FILE)
  const unfinished = `${path}.${randomUUID()}`
  try {
    await writeFile(unfinished, text, { mode: 0o600, flag: 'wx', flush: true })
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  return path
}

/** What `audit.jsonl` says of the chain. */
export function auditFileText(entries: readonly AuditEntry[]): string {
  const last = entries.at(-1)
  if (!last) throw new Error('a chain without entries cannot be exported')
  const end = { seq: last.seq, hash: last.hash }
  const rest = { trailer: 'audit', speculation: last.speculation, end }
  return [...entries, { ...rest, hash: jsonDigest(rest) }].map((line) => `${canonicalJson(line)}\n`).join('')
}

/** The number of the first line in which an export says something else than a later one; undefined when it only became longer. */
export function contradiction(before: string, after: string): number | undefined {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const entries = old.filter((line) => readLine(line, Trailer) === undefined && line !== '')
  const index = entries.findIndex((line, at) => line !== now[at])
  return index < 0 ? undefined : index + 1
}

/** Removes what was exported of a step; nothing happens when nothing was. */
export async function removeStepFiles(root: string, stepId: string): Promise<void> {
  for (const name of [FILE, 'traces.jsonl'])
    await rm(join(stepDirectory(root, stepId), name), { force: true })
}

export interface AuditFile {
  readonly entries: readonly AuditEntry[]
  readonly report: ChainReport
}

/** Reads and verifies an exported chain; positions of faults are line numbers. Throws when the file cannot be read. */
export async function readAuditFile(path: string): Promise<AuditFile> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  const ends = lines.at(-1) === ''
  if (ends) lines.pop()
  const trailer = readLine(lines.at(-1) ?? '', Trailer)
  const read = lines.map((line) => readLine(line, AuditEntry))
  const entries = read.at(-1) ? read : read.slice(0, -1)
  const report = verifyChain(entries, trailer?.end)
  const faults = trailer && ends ? [] : [{ position: lines.length, entry: undefined, what: NO_TRAILER }]
  return {
    entries: entries.filter((entry) => entry !== undefined),
    report: { ...report, faults: [...report.faults, ...faults] },
  }
}

const FILE = 'audit.jsonl'
const NO_TRAILER =
  'is not the trailer that ends an export: it was changed, or lines are missing at the end, and how many cannot be known'

/** A line counts only when its bytes are those that would be written: other white space or a repeated key is somebody's edit. */
function readLine<Schema extends z.ZodType>(line: string, schema: Schema): z.output<Schema> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return canonicalJson(value) === line ? schema.parse(value) : undefined
  } catch {
    return undefined
  }
}
