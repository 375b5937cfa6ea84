import { type FindingsPart, renderFindings } from '../../messages/terminal/findings.ts'
import type { ExitCode } from '../command-error.ts'
import { loadEnv } from '../load-env.ts'
import { createProgress } from '../local/shown/progress.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { examineServer } from './examine-server.ts'

export interface DoctorOptions {
  readonly askAgents?: boolean
  /** `--no-delivery`. */
  readonly delivery?: boolean
  readonly json?: boolean
}

/** Looks at what a server needs. Answers 1 when something cannot work. */
export async function doctor(options: DoctorOptions, signal: AbortSignal): Promise<ExitCode> {
  loadEnv()
  const progress = createProgress(terminalOf(process.stderr))
  const parts: FindingsPart[] = []
  try {
    parts.push({ title: 'The server', findings: await examineServer(options, { progress, signal }) })
  } finally {
    progress.wait(undefined)
    progress.end()
  }
  const findings = parts.flatMap((part) => part.findings)
  const isWell = findings.every(({ status }) => status !== 'fail')
  const terminal = terminalOf(process.stdout)
  terminal.write(
    options.json
      ? `${JSON.stringify({ ok: isWell, findings: findings.map(({ next = null, ...one }) => ({ ...one, next })) }, null, 2)}\n`
      : renderFindings(parts, { color: terminal.color, width: Math.min(terminal.width, 120) }),
  )
  return isWell ? 0 : 1
}
