const SECONDS = /^\d{1,9}$/
const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** How a gateway may say when it wants to be asked again (RFC 9110, section 10.2.3). */
export function parseRetryAfter(value) {
  if (value === undefined) return { kind: 'absent' }
  if (SECONDS.test(value)) return { kind: 'seconds', seconds: Number(value) }
  if (IMF_FIXDATE.test(value)) return { kind: 'date', time: Date.parse(value) }
  return { kind: 'unreadable', value }
}

/** The pause that follows from it at the time `now`, in milliseconds; undefined when it asks for none. */
export function pauseFor(retryAfter, now) {
  switch (retryAfter.kind) {
    case 'seconds':
      return retryAfter.seconds * 1000
    case 'date':
      return Math.max(0, retryAfter.time - now)
    default:
      return undefined
  }
}
