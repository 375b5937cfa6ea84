import { html } from 'hono/html'
import type { WhyNoPatch } from '../../adapters/git/patch/read-kept-patch.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Markup } from '../markup/markup.ts'
import type { DiffFile } from '../reading/diff-files.ts'
import { frame } from './frame.ts'

export interface ShownPatch {
  readonly candidate: string
  /** Why there is nothing to show, where there is not. */
  readonly files: readonly DiffFile[] | WhyNoPatch
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
  const paths = [
    ...new Set(patches.flatMap(({ files }) => filesOf(files).map(({ path }) => path))),
  ].toSorted()
  const content = html`<p><a href="${runPageAddress(run)}">Back to the run</a></p>
<h1>Patches: ${title}</h1>
<ul>${patches.map(({ candidate, files }) => html`<li><code>${candidate}</code>: ${summaryOf(files)}</li>`)}</ul>
${paths.map(
  (path, at) => html`<section aria-labelledby="file-${at}"><h2 id="file-${at}"><code>${path}</code></h2>
<div class="beside">${patches.flatMap(({ candidate, files }) =>
    column(
      candidate,
      filesOf(files).find((file) => file.path === path),
    ),
  )}</div></section>`,
)}`
  return frame({ title: `Patches · ${run}`, current: 'runs', viewer, isBroad: true }, content)
}

function filesOf(files: ShownPatch['files']): readonly DiffFile[] {
  return typeof files === 'string' ? [] : files
}

function summaryOf(files: ShownPatch['files']): string {
  if (typeof files !== 'string') return files.length === 1 ? '1 file' : `${files.length} files`
  return WHY[files]
}

const WHY = {
  unwritten: 'it has no patch',
  entered: 'it is a pull request of its own, and not kept here',
  dropped: "not kept any more: patches are kept until the losers' branches are deleted",
  elsewhere: 'not on this machine: it is where agents work',
} as const satisfies Record<WhyNoPatch, string>

function column(candidate: string, file: DiffFile | undefined): Markup[] {
  if (!file)
    return [
      html`<div class="column"><h3><code>${candidate}</code></h3><p class="quiet">leaves it as it is</p></div>`,
    ]
  return [
    html`<div class="column"><h3><code>${candidate}</code></h3><pre class="diff" tabindex="0">${file.lines.map(
      ({ kind, text }) => html`<span class="${kind}">${text}
</span>`,
    )}</pre>${file.more > 0 ? html`<p class="quiet">and ${file.more} more lines</p>` : ''}</div>`,
  ]
}
