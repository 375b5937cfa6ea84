import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { z } from 'zod'

/** The first line of the file. */
export const ExportHeader = z.strictObject({
  speculate: z.literal('export'),
  /** Of the format of the file. */
  version: z.literal(1),
  /** The newest migration of the database that it is of. */
  schema: z.string(),
  /** ISO-8601 UTC. */
  at: z.string(),
  /** How many there are of each section, in the order of the file. */
  rows: z.record(z.string(), z.int().nonnegative()),
})
export type ExportHeader = z.infer<typeof ExportHeader>

export function rowsIn({ rows }: Pick<ExportHeader, 'rows'>): number {
  return Object.values(rows).reduce((sum, many) => sum + many, 0)
}

/** The line before the rows of one table, or of one kind of jobs. Rows are arrays, one a line. */
export const ExportSection = z.strictObject({ section: z.string(), columns: z.array(z.string()) })
export type ExportSection = z.infer<typeof ExportSection>

/** The last line. `sha256`, in hexadecimal, is over all lines before it, but for the time in the header. */
export const ExportEnd = z.strictObject({ end: z.literal(true), sha256: z.string() })

/** How far an export or an import is, in rows or in logs. */
export interface Progress {
  readonly doing: 'verifying logs' | 'exporting' | 'reading the file' | 'importing'
  readonly done: number
  readonly of: number
}

/** Jobs are kept as what they are about, not as rows of the queue. */
export const WAKES = 'jobs.wakes'
export const DEAD_LETTERS = 'jobs.dead-letters'
/** Absent in files from before there were any. */
export const ERRANDS = 'jobs.errands'

/** The file is none of ours, not whole, or not of this version: what is wrong with it, as a sentence. */
export class UnusableExport extends Error {
  override readonly name = 'UnusableExport'
}

export function exportDigest({ at: _, ...header }: ExportHeader) {
  const hash = createHash('sha256').update(`${JSON.stringify(header)}\n`)
  return {
    add: (line: string) => {
      hash.update(`${line}\n`)
    },
    hex: () => hash.digest('hex'),
  }
}

/** No row of ours comes near; a string could not hold much more. */
const LONGEST_LINE = 400_000_000

/** By line breaks alone: texts may hold other characters that end a line elsewhere. What follows the last one is yielded as well. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let begun: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]).toString('utf8')
      begun = []
      length = 0
      from = end + 1
    }
    length += chunk.length - from
    if (length > LONGEST_LINE) throw new UnusableExport('it has a line that no export has')
    begun.push(chunk.subarray(from))
  }
  if (length > 0) yield Buffer.concat(begun).toString('utf8')
}
