/** Deliveries were answered with 401. */
export function unsignedText({
  count,
  isForUs,
}: {
  readonly count: number
  readonly isForUs: boolean
}): string {
  const what = count === 1 ? 'a webhook delivery was' : `${count} webhook deliveries were`
  const whose = isForUs
    ? 'it says that it is for this App, so the secret here is probably not the one at the App'
    : 'it names no App of this server, so somebody else may have sent it'
  return `${what} refused (401), because WEBHOOK_SECRET has not signed it; ${whose}`
}

/** What there is to do where deliveries are refused for their signature. */
export function wrongSecret(): string {
  return 'Enter the same secret at the App (its settings page on GitHub, under "Webhook") and in WEBHOOK_SECRET, and start again; while it is being changed, WEBHOOK_SECRET_OLD may hold the one before. Nothing is lost: GitHub is asked for what failed again, for three days.'
}
