/**
 * Whether a request asks for this machine by a name that leads here alone (RFC 6761 for `localhost` and what ends with it). A page of
 * somebody else can let its own name lead here (DNS rebinding), and would then be shown what this server says.
 */
export function isOwnName(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d{1,5})?$/i.test(host ?? '')
}
