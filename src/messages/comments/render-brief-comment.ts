import type { Brief } from '../../domain/candidate/brief.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { renderBrief } from '../briefs/render-brief.ts'
import { codeBlock, codeSpan } from '../foreign/foreign-text.ts'
import { briefMarker } from '../marker.ts'

/** Leaves room for the words around it in what GitHub allows for a comment. */
const MAX_BRIEF = 60_000

/** The exact brief of a candidate, as a comment on its draft: whoever reads the patch can read what was asked for. */
export function renderBriefComment(speculation: Speculation, brief: Brief): { marker: string; body: string } {
  const marker = briefMarker(speculation.id, brief.id)
  const text = renderBrief(speculation, brief)
  const isLong = text.length > MAX_BRIEF
  const shown = isLong ? withoutMiddle(text) : text
  const body = `${marker}
<details>
<summary>The brief that this candidate was written from</summary>

${codeSpan(brief.toolchain, 40)} was given this text; only the last section differs between candidates.${isLong ? ' It is longer than a comment may be, and part of the issue is left out here.' : ''}

${codeBlock(shown, MAX_BRIEF + 100)}

</details>
`
  return { marker, body }
}

function withoutMiddle(text: string): string {
  const half = MAX_BRIEF / 2
  return `${text.slice(0, half)}\n[…]\n${text.slice(-half)}`
}
