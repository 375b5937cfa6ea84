import type { z } from 'zod'
import {
  ExportEnd,
  ExportHeader,
  ExportSection,
  exportDigest,
  linesOf,
  type Progress,
  rowsIn,
  UnusableExport,
} from './export-file.ts'

/** Rows of one section, as lines of JSON; a section has as many of these as it takes. */
export interface ExportedRows {
  readonly section: ExportSection
  readonly lines: readonly string[]
}

const MAX_ROWS = 1_000
const MAX_CHARACTERS = 1_000_000
const NOT_OURS = 'it was not written by `speculate db export`'

async function readHeader(path: string): Promise<ExportHeader> {
  for await (const line of linesOf(path)) return headerOf(line)
  throw new UnusableExport('it is empty')
}

/** Reads all of it once; throws `UnusableExport` where it is damaged or not whole. */
export async function checkExport(
  path: string,
  onProgress: (progress: Progress) => void,
): Promise<ExportHeader> {
  const header = await readHeader(path)
  const of = rowsIn(header)
  let done = 0
  for await (const { lines } of readRows(path)) {
    done += lines.length
    onProgress({ doing: 'reading the file', done, of })
  }
  return header
}

/**
 * The rows of the file in its order, a megabyte or one row of them at a time. That it is damaged or not whole is known for certain only at
 * its end, where `UnusableExport` is thrown.
 */
export async function* readRows(path: string): AsyncGenerator<ExportedRows> {
  let lines: string[] = []
  let characters = 0
  let section: ExportSection | undefined
  for await (const part of partsOf(path)) {
    const isNext = typeof part !== 'string'
    if (section && lines.length > 0 && (isNext || lines.length >= MAX_ROWS || characters >= MAX_CHARACTERS)) {
      yield { section, lines }
      lines = []
      characters = 0
    }
    if (isNext) section = part
    else {
      lines.push(part)
      characters += part.length
    }
  }
  if (section && lines.length > 0) yield { section, lines }
}

/** Sections, each with its rows behind it as they stand in the file; throws at the end where the file is not what was written. */
async function* partsOf(path: string): AsyncGenerator<ExportSection | string> {
  const header = await readHeader(path)
  const digest = exportDigest(header)
  const counted: Record<string, number> = {}
  let section = ''
  let place = 0
  let end: string | undefined
  for await (const line of linesOf(path)) {
    place += 1
    if (place === 1) continue
    if (end !== undefined) throw new UnusableExport('it goes on after its end')
    if (line.startsWith('{"end"')) {
      end = line
      continue
    }
    digest.add(line)
    if (line.startsWith('[')) {
      counted[section] = (counted[section] ?? 0) + 1
      yield line
      continue
    }
    const next = parsed(ExportSection, line)
    if (!next) throw new UnusableExport(`it is damaged or was cut off: line ${place} cannot be read`)
    section = next.section
    counted[section] = 0
    yield next
  }
  if (end === undefined)
    throw new UnusableExport('its end is missing: it was cut off, or is still being written')
  if (parsed(ExportEnd, end)?.sha256 !== digest.hex() || !isSame(counted, header.rows))
    throw new UnusableExport('it is damaged: its content does not have its checksum')
}

function headerOf(line: string): ExportHeader {
  const header = parsed(ExportHeader, line)
  if (header) return header
  throw new UnusableExport(
    /^\{"speculate":"export","version":(?!1\b)/.test(line)
      ? 'it has a form that this version does not know: import it with the version that wrote it, or a later one'
      : NOT_OURS,
  )
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function isSame(counted: Readonly<Record<string, number>>, rows: ExportHeader['rows']): boolean {
  return JSON.stringify(Object.entries(counted)) === JSON.stringify(Object.entries(rows))
}
