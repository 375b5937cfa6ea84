import { type Logger, pino } from 'pino'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { eventLine } from '../../messages/operator/event-line.ts'
import type { Log, Observe } from '../../ports/operator.ts'
import type { Redactor } from '../redaction/create-redactor.ts'
import { readableLine } from './readable-line.ts'
import { redactedLine } from './redacted-line.ts'

export interface LogOptions {
  readonly level: Level
  /** `json`: one object a line. `readable`: for a person at a terminal. */
  readonly form: 'json' | 'readable'
  /** Takes secrets out of every line as it is written, wherever it comes from (T13). */
  readonly redactor: Pick<Redactor, 'text'>
  /** Standard output, if nothing else is named. */
  readonly write?: ((line: string) => void) | undefined
}

/** Least important message that is written. */
type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** All that the server says: of itself, of runs, and of requests. */
export interface ServerLog {
  /** For the web server, which says every request: from the level `debug` on. */
  readonly requests: Logger
  readonly log: Log
  readonly observe: Observe
}

export function createLog({ level, form, redactor, write }: LogOptions): ServerLog {
  const streamWrite = (line: string) => {
    const clean = redactedLine(line, redactor.text)
    return form === 'json' ? clean : readableLine(clean)
  }
  const options = {
    level,
    // Headers carry cookies and signatures.
    redact: { paths: ['req.headers', 'res.headers'], remove: true },
    hooks: { streamWrite },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const logger = write === undefined ? pino(options) : pino(options, { write })
  return {
    requests: logger.child({}, { level: isDetailed(level) ? level : quieter(level) }),
    log: (message, { run, level = 'warn', next } = {}) =>
      logger[level](withoutUndefined({ run, next }), message),
    observe: (event) => {
      const { level, message, next } = eventLine(event)
      const { at: _, ...fields } = event
      logger[level]({ ...fields, ...withoutUndefined({ next }) }, message)
    },
  }
}

const isDetailed = (level: Level) => level === 'trace' || level === 'debug'
const quieter = (level: Level) => (level === 'info' ? 'warn' : level)
