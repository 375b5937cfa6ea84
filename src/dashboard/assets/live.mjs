/** @type {any} the page; this file is for browsers, whose types the project has none of */
const page = globalThis.document
const live = page.getElementById('live')
const RETRY_MS = 15_000

/** Has the page show what the server shows now. */
async function refresh() {
  const answer = await fetch(globalThis.location.href, { headers: { accept: 'text/html' } })
  // Who has signed out, wherever, sees no longer what was for them.
  if (answer.status === 401) globalThis.location.reload()
  if (!answer.ok) return
  const text = await answer.text()
  const next = new globalThis.DOMParser().parseFromString(text, 'text/html').getElementById('live')
  if (next) change(live, next)
}

/** Touches only what has become different: what is opened, focused, selected or scrolled elsewhere stays so. */
function change(now, next) {
  if (now.isEqualNode(next)) return
  const isSame = now.nodeName === next.nodeName && now.id === next.id && now.attributes
  if (!isSame) return now.replaceWith(next)
  for (const { name } of [...now.attributes])
    if (name !== 'open' && !next.hasAttribute(name)) now.removeAttribute(name)
  for (const { name, value } of next.attributes) now.setAttribute(name, value)
  const [shown, wanted] = [[...now.childNodes], [...next.childNodes]]
  for (const [at, child] of wanted.entries())
    if (shown[at]) change(shown[at], child)
    else now.append(child)
  for (const left of shown.slice(wanted.length)) left.remove()
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
    if (data !== live.dataset.version) void update()
  })
  events.addEventListener('error', () => {
    if (events.readyState !== globalThis.EventSource.CLOSED) return
    events.close()
    setTimeout(listen, RETRY_MS, address)
  })
}

if (live?.dataset.events) listen(live.dataset.events)
