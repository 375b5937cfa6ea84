import type { Brief } from '../../domain/candidate/brief.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { renderBrief } from '../briefs/render-brief.ts'
import { codeBlock, codeSpan, neutralReferences } from '../foreign/foreign-text.ts'

/**
 * The brief of a candidate behind a fold, for the end of its description: whoever reads the patch can read what was asked for. What would
 * call somebody, or close something where the description becomes a commit message, is neutralised; else it is what the agent was given.
 * `room`: the most characters that the description can take, of which the words around it need some 500.
 */
export function briefFold(speculation: Speculation, brief: Brief, room: number): string {
  const most = room - 500
  const text = neutralReferences(renderBrief(speculation, brief))
  const isLong = text.length > most
  const shown = isLong ? withoutMiddle(text, most) : text
  return `<details>
<summary>The brief that this candidate was written from</summary>

${codeSpan(brief.toolchain, 40)} was given this text; only the last section differs between candidates.${isLong ? ' It is longer than a description may be, and part of the issue is left out here.' : ''}

${codeBlock(shown, most + 100)}

</details>
`
}

function withoutMiddle(text: string, most: number): string {
  const half = Math.floor(most / 2)
  return `${text.slice(0, half)}\n[…]\n${text.slice(-half)}`
}
