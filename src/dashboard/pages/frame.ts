import { html } from 'hono/html'
import type { Viewer } from '../access/viewer.ts'
import { ASSETS } from '../assets/assets.ts'
import type { Markup } from '../markup/markup.ts'

export interface Frame {
  readonly title: string
  /** Which entry of the menu it is. */
  readonly current: 'runs' | 'statistics' | 'operations' | undefined
  /** Undefined where nobody is known. */
  readonly viewer: Viewer | undefined
  /** It is as wide as the window. */
  readonly isBroad?: boolean
  /** Where changes of what the page shows are told, and what it shows; undefined where nothing changes by itself. */
  readonly live?: { readonly events: string; readonly version: string } | undefined
  /** What stays as it is whatever changes. */
  readonly above?: Markup
}

/** A page that needs no script; with one, what it shows stays what it is. */
export function frame({ title, current, viewer, isBroad, live, above }: Frame, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Speculate</title>
<link rel="stylesheet" href="${ASSETS.style.path}">
<script type="module" src="${ASSETS.script.path}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top"><a class="home" href="/runs">Speculate</a>
${viewer ? menu(viewer, current) : ''}</header>
<main id="content" tabindex="-1"${isBroad ? html` class="broad"` : ''}>
${above ?? ''}
${live ? html`<div id="live" data-events="${live.events}" data-version="${live.version}">${content}</div>` : content}
</main>
</body>
</html>`
}

function menu({ login, isOperator, formKey }: Viewer, current: Frame['current']): Markup {
  const entries = [
    { id: 'runs', name: 'Runs' },
    { id: 'statistics', name: 'Statistics' },
    ...(isOperator ? [{ id: 'operations', name: 'Operations' }] : []),
  ]
  return html`<nav aria-label="Pages">${entries.map(
    ({ id, name }) => html`<a href="/${id}"${id === current ? html` aria-current="page"` : ''}>${name}</a>`,
  )}</nav>
${
  login === undefined
    ? ''
    : html`<form class="who" method="post" action="/sign-out"><input type="hidden" name="key" value="${formKey}"><span>${login}</span> <button class="quiet">Sign out</button></form>`
}`
}

/** A page of one message. */
export function messagePage({
  heading,
  text,
  viewer,
}: {
  readonly heading: string
  readonly text: string
  readonly viewer?: Viewer
}): Markup {
  const content = html`<h1>${heading}</h1><p>${text}</p><p><a href="/runs">All runs</a></p>`
  return frame({ title: heading, current: undefined, viewer }, content)
}
