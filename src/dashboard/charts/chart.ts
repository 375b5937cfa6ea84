import { html } from 'hono/html'
import type { Markup } from '../markup/markup.ts'

/** A place from left to right, in percent of the chart: so it is as wide as there is room, and its text stays as large as any other. */
export interface Tick {
  readonly at: number
  readonly text: string
}

/** Drawn on the server, in the colours of the page; `height` in pixels. What it shows has to be said in words elsewhere, too. */
export function chart(
  { title, height, kind }: { readonly title: string; readonly height: number; readonly kind: string },
  content: Markup,
): Markup {
  return html`<svg class="chart ${kind}" width="100%" height="${height}" role="img" aria-label="${title}">${content}</svg>`
}

/** Lines from `top` to `bottom`, with their words below. */
export function vertical(
  ticks: readonly Tick[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): Markup {
  return html`${ticks.map(
    ({ at, text }) =>
      html`<line class="grid" x1="${at}%" x2="${at}%" y1="${top}" y2="${bottom}"/>${below({ at, text }, bottom)}`,
  )}`
}

/** Words below the place that they are about; at the edges they stay inside. */
export function below({ at, text }: Tick, bottom: number): Markup {
  const anchor = at < 4 ? 'start' : at > 96 ? 'end' : 'middle'
  return html`<text class="tick" x="${at}%" y="${bottom + 18}" text-anchor="${anchor}">${text}</text>`
}

/** Lines from left to right, each with its words above it. */
export function horizontal(ticks: readonly { readonly y: number; readonly text: string }[]): Markup {
  return html`${ticks.map(
    ({ y, text }) =>
      html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="tick" x="0" y="${y - 4}">${text}</text>`,
  )}`
}

/** Names of others may be long. */
export function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
