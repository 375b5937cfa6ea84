import { html } from 'hono/html'
import type { Markup } from '../markup/markup.ts'
import { frame } from './frame.ts'

/** For who is not known: it leads to GitHub, and back to what was asked for. */
export function signInPage({ heading, to }: { readonly heading: string; readonly to: string }): Markup {
  const content = html`<h1>${heading}</h1>
<p>Runs are shown to people who can read their repository on GitHub. GitHub will ask you whether this App may know who you are and which repositories you can read.</p>
<p><a class="button" href="/sign-in?to=${encodeURIComponent(to)}">Sign in with GitHub</a></p>`
  return frame({ title: heading, current: undefined, viewer: undefined }, content)
}
