import { AttemptReport } from '../../../domain/candidate/attempt.ts'
import { REPORT_PATH } from '../../../ports/workspace.ts'
import { lookInside, readInside } from './read-inside.ts'

/** The agent's report on its own work. What cannot be read of it is replaced by a report that names this as a risk. */
export async function readReport(root: string): Promise<AttemptReport> {
  const stats = await lookInside(root, REPORT_PATH).catch(() => undefined)
  if (stats === undefined) return AttemptReport.parse({})
  if (!stats.isFile()) return without('it is not a regular file')
  if (stats.size > MAX_REPORT_BYTES) return without(`it is larger than ${MAX_REPORT_BYTES / 1024} KB`)
  const bytes = await readInside(root, REPORT_PATH, MAX_REPORT_BYTES).catch(() => undefined)
  return bytes === undefined ? without('it is not valid JSON') : parseReport(bytes)
}

/** The same, from what the file holds. */
export function parseReport(bytes: Buffer): AttemptReport {
  if (bytes.length > MAX_REPORT_BYTES) return without(`it is larger than ${MAX_REPORT_BYTES / 1024} KB`)
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8'))
  } catch {
    return without('it is not valid JSON')
  }
  const report = AttemptReport.safeParse(json)
  if (report.success) return report.data
  const [issue] = report.error.issues
  return without(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not a report'}`)
}

export const MAX_REPORT_BYTES = 64 * 1024

export function without(why: string): AttemptReport {
  return AttemptReport.parse({ risks: [`The agent's own report was left out: ${why.slice(0, 300)}.`] })
}
