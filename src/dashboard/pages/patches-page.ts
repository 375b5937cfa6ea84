import { html } from 'hono/html'
import type { WhyNoPatch } from '../../adapters/git/patch/read-kept-patch.ts'
import { count } from '../../messages/numbers.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Markup } from '../markup/markup.ts'
import { unturned } from '../markup/unturned.ts'
import type { DiffFile, ShownDiff } from '../reading/diff-files.ts'
import { frame } from './frame.ts'

export interface ShownPatch {
  readonly candidate: string
  /** Why there is nothing to show, where there is not. */
  readonly diff: ShownDiff | WhyNoPatch
}

/** What all candidates change, file by file, beside each other: text, and never anything else. */
export function patchesPage(
  {
    run,
    title,
    patches,
  }: { readonly run: string; readonly title: string; readonly patches: readonly ShownPatch[] },
  viewer: Viewer,
): Markup {
  const shown = patches.flatMap(({ candidate, diff }) =>
    typeof diff === 'string' ? [] : [{ candidate, ...diff }],
  )
  const paths = [...new Set(shown.flatMap(({ files }) => files.map(({ path }) => path)))].toSorted()
  const content = html`<p><a href="${runPageAddress(run)}">Back to the run</a></p>
<h1>Patches: ${unturned(title)}</h1>
<ul>${patches.map(({ candidate, diff }) => html`<li><code>${candidate}</code>: ${summaryOf(diff)}</li>`)}</ul>
${paths.map(
  (
    path,
    at,
  ) => html`<section aria-labelledby="file-${at}"><h2 id="file-${at}"><code>${unturned(path)}</code></h2>
<div class="beside">${shown.map((one) => column(one, path))}</div></section>`,
)}`
  return frame({ title: `Patches · ${run}`, current: 'runs', viewer, isBroad: true }, content)
}

function summaryOf(diff: ShownPatch['diff']): string {
  if (typeof diff === 'string') return WHY[diff]
  const { files, more } = diff
  const all = count(files.length + more, 'file')
  return more === 0 ? all : `${all}, of which the first ${files.length} are shown`
}

const WHY = {
  unwritten: 'it has no patch',
  entered: 'it is a pull request of its own, and not kept here',
  dropped: "not kept any more: patches are kept until the losers' branches are deleted",
  elsewhere: 'not on this machine: it is where agents work',
} as const satisfies Record<WhyNoPatch, string>

function column(
  { candidate, files, more }: ShownDiff & { readonly candidate: string },
  path: string,
): Markup {
  const file = files.find((one) => one.path === path)
  const untouched = more === 0 ? 'leaves it as it is' : 'not among the files that are shown of it'
  return html`<div class="column"><h3><code>${candidate}</code></h3>${file ? changes(file) : html`<p class="quiet">${untouched}</p>`}</div>`
}

function changes({ lines, more }: DiffFile): Markup {
  return html`<pre class="diff" tabindex="0">${lines.map(
    ({ kind, text }) => html`<span class="${kind}">${unturned(text)}
</span>`,
  )}</pre>${more > 0 ? html`<p class="quiet">and ${count(more, 'more line')}</p>` : ''}`
}
