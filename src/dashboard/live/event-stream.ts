import { streamSSE } from 'hono/streaming'
import type { PageContext } from '../routes/page-context.ts'
import type { Hub } from './hub.ts'

/** What a proxy on the way takes for alive, and what finds out that a browser is gone. */
const ALIVE_MS = 20_000
/** How long a browser waits before it connects again. */
const RETRY_MS = 2_000
/** Who may look may not for ever: a browser connects again, and is asked again. */
const LONGEST_MS = 3 * 60_000

/**
 * Server-sent events with the version of what a page shows: the one of now at once, so that a page that was away while something happened
 * finds out. Its content the page fetches by itself, as whoever looks at it.
 */
export function eventStream(
  context: PageContext,
  hub: Hub,
  { topic, read }: { readonly topic: string; readonly read: () => Promise<string> },
): Response {
  // Nobody would read it to its end.
  if (context.req.method === 'HEAD') return context.body(null, 200, { 'content-type': 'text/event-stream' })
  const versions: string[] = []
  let wake = () => {}
  let isOver = false
  const next = () => {
    wake()
  }
  const leave = hub.listen(topic, {
    who: context.var.viewer.login ?? 'whoever sits at this machine',
    read,
    tell: (version) => {
      versions.push(version)
      next()
    },
    end: () => {
      isOver = true
      next()
    },
  })
  if (!leave)
    return context.text('Too many pages listen; this one is up to date when it is loaded again.\n', 503)
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => {
      isOver = true
      next()
    })
    const until = performance.now() + LONGEST_MS
    try {
      while (!isOver && performance.now() < until) {
        const version = versions.splice(0).at(-1)
        if (version !== undefined)
          await stream.writeSSE({ event: 'version', data: version, id: version, retry: RETRY_MS })
        else {
          await something((resolve) => {
            wake = resolve
          })
          if (versions.length === 0 && !isOver) await stream.write(': alive\n\n')
        }
      }
    } finally {
      leave()
    }
  })
}

/** Resolves when it is told to, and after a while anyway. */
function something(told: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ALIVE_MS)
    timer.unref()
    told(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
