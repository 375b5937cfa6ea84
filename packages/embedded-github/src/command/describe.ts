import type { Furnished } from './furnish.ts'

/** For a person at a terminal. */
export function describe({ url, apiUrl, graphqlUrl, repository, user, app }: Furnished): string {
  const rows: readonly (readonly [string, string])[] = [
    ['pages', repository.url],
    ['clone', repository.cloneUrl],
    ['REST', apiUrl],
    ['GraphQL', graphqlUrl],
    [`token of ${user.login}`, user.token],
    ['App', `${app.slug}, id ${app.id}, installation ${app.installationId}`],
    ['private key', app.privateKeyFile],
    ['webhook secret', app.webhookSecret],
    ['webhook', app.webhookUrl ?? 'none; --webhook-url names where it goes'],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`)
  return `A GitHub listens on ${url} until it is stopped.\n\n${lines.join('')}`
}
