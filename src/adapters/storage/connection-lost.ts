import pg from 'pg'

/** The server ends or refuses connections because it goes down or comes up: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const GOING_OR_COMING = ['57P01', '57P02', '57P03']
/** Of the socket itself. Errors of other connections have one of their own around them. */
const CUT = ['ECONNRESET', 'EPIPE']
/** What the driver says where the connection ended in the middle, without a code. */
const ENDED =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/
/** … where no answer came in the time that it is given. */
const SILENT = 'Query read timeout'

/** The server lets nobody in: it is down, or about to be up. */
export function isNobodyLetIn(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isNobodyLetIn)
  const code = codeOf(error)
  return code === 'ECONNREFUSED' || GOING_OR_COMING.includes(code)
}

/** A call to the database failed because its connection did: nothing is wrong with the call. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseAway || isSilence(error) || ENDED.test(error.message)) return true
  if (CUT.includes(codeOf(error))) return true
  if (error instanceof pg.DatabaseError)
    return GOING_OR_COMING.includes(codeOf(error)) || codeOf(error).startsWith('08')
  return isConnectionLost(error.cause)
}

/** Nothing has been heard of what was asked. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === SILENT
}

/** The database was waited for, in vain. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
