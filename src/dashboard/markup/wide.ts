import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** What may be wider than the page: it scrolls by itself, also by keys. */
export function wide(label: string, content: Markup): Markup {
  return html`<div class="wide" role="group" aria-label="${label}" tabindex="0">${content}</div>`
}
