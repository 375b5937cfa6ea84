/** What there is to do where GitHub knows no App by this id and key. */
export function appRefused(appId: number, reason: string): string {
  return `GitHub knows no App with the id ${appId} that this private key belongs to (${reason}). APP_ID is on the App's settings page; a new key is made there under "Private keys". The clock of this machine has to be right, too.`
}
