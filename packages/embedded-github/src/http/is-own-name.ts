/**
 * Whether a request asks for this machine by a name that leads here alone (RFC 6761 for `localhost` and what ends with it). A page of
 * somebody else can let its own name lead here, and would then be shown what this server says.
 */
export function isOwnName(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d{1,5})?$/i.test(host ?? '')
}

/**
 * The browser says itself which page sent a form (Fetch standard, `Origin`). The name has to be of this machine, or somebody's own name
 * could be made to lead here.
 */
export function isOwnPage(host: string | undefined, origin: string | undefined): boolean {
  return isOwnName(host) && origin === `http://${host}`
}
