import { type FindingsPart, renderFindings } from '../../messages/terminal/findings.ts'
import type { ExitCode } from '../command-error.ts'
import { loadEnv } from '../load-env.ts'
import { createProgress } from '../local/shown/progress.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { repositoryArgument } from '../repository-argument.ts'
import { examineServer } from './examine-server.ts'
import { examineNamed } from './repository/examine-named.ts'

export interface DoctorOptions {
  readonly askAgents?: boolean
  /** `--no-delivery`. */
  readonly delivery?: boolean
  readonly data?: string
  readonly json?: boolean
}

const SERVER = 'server'

/** Looks at what a server needs, and at a repository where one is named. Answers 1 when something cannot work. */
export async function doctor(
  repository: string | undefined,
  options: DoctorOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const asked = repository === undefined ? undefined : repositoryArgument(repository)
  loadEnv()
  const progress = createProgress(terminalOf(process.stderr))
  const parts: FindingsPart[] = []
  try {
    parts.push({ title: SERVER, findings: await examineServer(options, { progress, signal }) })
    if (asked)
      parts.push({
        title: `${asked.owner}/${asked.repo}`,
        findings: await examineNamed(asked, { progress }),
      })
  } finally {
    progress.wait(undefined)
    progress.end()
  }
  const findings = parts.flatMap(({ title: part, findings: found }) =>
    found.map(({ of, status, says, next = null }) => ({ part, of, status, says, next })),
  )
  const isWell = findings.every(({ status }) => status !== 'fail')
  const terminal = terminalOf(process.stdout)
  terminal.write(
    options.json
      ? `${JSON.stringify({ ok: isWell, findings }, null, 2)}\n`
      : renderFindings(parts, { color: terminal.color, width: Math.min(terminal.width, 120) }),
  )
  return isWell ? 0 : 1
}
