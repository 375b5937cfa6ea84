import { type Check, ok, warn } from './check.ts'

interface Secrets {
  readonly current: string
  readonly previous: string | undefined
}

/** Nobody types one that chance has made, and nobody guesses it. */
const FEW_CHARACTERS = 10

/** How well the webhook secret can be guessed: what is too short, or known, is refused by the environment already (T11). */
export function checkSecret({ current, previous }: Secrets): Check {
  return async () => {
    const findings = [strengthOf(current)]
    if (previous !== undefined)
      findings.push(
        warn(
          'webhook secret',
          'the previous one (WEBHOOK_SECRET_OLD) is still accepted',
          'Take it away once GitHub signs with the new one.',
        ),
      )
    return findings
  }
}

function strengthOf(secret: string) {
  const characters = new Set(secret).size
  if (characters >= FEW_CHARACTERS) return ok('webhook secret', 'long enough not to be guessed')
  return warn(
    'webhook secret',
    `it consists of only ${characters} different characters, so it may be guessed`,
    'Choose one with `openssl rand -hex 32`, in WEBHOOK_SECRET and at the App; until both have it, WEBHOOK_SECRET_OLD may hold the one before.',
  )
}
