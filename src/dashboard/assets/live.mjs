/** @type {any} the page; this file is for browsers, whose types the project has none of */
const page = globalThis.document
const main = page.getElementById('content')
const RETRY_MS = 15_000

/** Puts what the server shows now in the place of what is shown, and leaves open what was opened. */
async function refresh() {
  const answer = await fetch(globalThis.location.href, { headers: { accept: 'text/html' } })
  // Who has signed out, wherever, sees no longer what was for them.
  if (answer.status === 401) globalThis.location.reload()
  if (!answer.ok) return
  const text = await answer.text()
  const next = new globalThis.DOMParser().parseFromString(text, 'text/html').getElementById('content')
  if (!next) return
  const opened = new Set([...main.querySelectorAll('details[open][id]')].map(({ id }) => id))
  for (const each of next.querySelectorAll('details[id]')) each.open ||= opened.has(each.id)
  const focused = page.activeElement?.id
  main.replaceChildren(...next.childNodes)
  main.dataset.version = next.dataset.version
  if (focused) page.getElementById(focused)?.focus({ preventScroll: true })
}

let isAtIt = false
let isStale = false

/** One after the other, and once more where something changed meanwhile. */
async function update() {
  isStale = true
  if (isAtIt) return
  isAtIt = true
  while (isStale) {
    isStale = false
    await refresh().catch(() => {})
  }
  isAtIt = false
}

/** The browser connects again by itself, unless it was refused: then it is tried from time to time. */
function listen(address) {
  const events = new globalThis.EventSource(address)
  events.addEventListener('version', ({ data }) => {
    if (data !== main.dataset.version) void update()
  })
  events.addEventListener('error', () => {
    if (events.readyState !== globalThis.EventSource.CLOSED) return
    events.close()
    setTimeout(listen, RETRY_MS, address)
  })
}

if (main?.dataset.events) listen(main.dataset.events)
