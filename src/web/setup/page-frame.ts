import { html, raw } from 'hono/html'

export type Markup = ReturnType<typeof html>

/** A page that needs no script, and reads as well on a phone as in the dark. */
export function pageFrame(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body><main><h1>${title}</h1>
${content}
</main></body>
</html>`
}

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --link: #0550ae; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --link: #79b8ff; --bad: #ff9b93 } }
* { box-sizing: border-box }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.6rem; line-height: 1.25 }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-top: 1.5rem; border-top: 1px solid var(--line) }
a { color: var(--link) }
label { display: block; margin: 1rem 0; font-weight: 600 }
label small, p small { display: block; font-weight: 400 }
input, textarea { width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; font-weight: 400; border: 1px solid var(--line); border-radius: 6px }
textarea { font-family: ui-monospace, monospace; font-size: .85rem }
button { font: inherit; font-weight: 600; padding: .6rem 1.2rem; border: 0; border-radius: 6px; background: #1a7f37; color: #fff; cursor: pointer }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; background: var(--soft); border-radius: 4px; overflow-wrap: anywhere }
code { padding: .1em .3em }
pre { padding: .75rem; white-space: pre-wrap }
dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .25rem 1rem }
dt { font-weight: 600 }
dd { margin: 0 }
.note { border-left: 4px solid var(--line); padding: .5rem 1rem; background: var(--soft) }
.bad { border-left-color: var(--bad) }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } button { width: 100% } }
`
