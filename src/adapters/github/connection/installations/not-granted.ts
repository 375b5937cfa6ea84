import { ForgeError } from '../../../../ports/forge-errors.ts'

/** GitHub says 422 when it is asked for a token with more than was granted. */
export function notGranted(error: ForgeError): ForgeError {
  return /not granted to this installation/i.test(error.message)
    ? new ForgeError('forbidden', error.message)
    : error
}
