const MIN_LENGTH = 16
/** What Probot uses when nothing is configured, also in production: everybody knows it. */
const PUBLIC_DEFAULT = 'development'

/** The secrets a delivery may be signed with; throws when one of them could be guessed (T11). */
export function checkSecrets(current: string, previous: string | undefined): readonly string[] {
  const secrets = previous === undefined || previous === '' ? [current] : [current, previous]
  for (const secret of secrets) {
    if (secret.startsWith(PUBLIC_DEFAULT) || secret.length < MIN_LENGTH) {
      throw new Error(
        `The webhook secret must have at least ${MIN_LENGTH} characters and must not be Probot's default; ` +
          'create one with: openssl rand -hex 32',
      )
    }
  }
  return secrets
}
