import { html } from 'hono/html'
import { renderBrief } from '../../../messages/briefs/render-brief.ts'
import { unturned } from '../../markup/unturned.ts'
import type { Section } from './section.ts'

/** What each agent was told, as it was told it. */
export const briefsSection: Section = ({ run }) => {
  const { speculation } = run
  return {
    id: 'briefs',
    title: 'Briefs',
    content: html`${speculation.plan.briefs.map(
      (
        brief,
      ) => html`<details id="brief-${brief.id}"><summary><code>${brief.id}</code>, for ${brief.toolchain}</summary>
<pre tabindex="0">${unturned(renderBrief(speculation, brief))}</pre></details>`,
    )}`,
  }
}
