import { html } from 'hono/html'
import { formatSeconds, formatTime } from '../../messages/numbers.ts'
import { thousands } from '../../messages/reasons/budget.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Markup } from '../markup/markup.ts'
import { unturned } from '../markup/unturned.ts'
import type { ShownTranscript, TranscriptCall } from '../reading/transcripts.ts'
import { frame } from './frame.ts'

interface Transcript extends ShownTranscript {
  readonly run: string
  readonly candidate: string
  readonly number: number
}

/** What an agent asked its model, and what that answered; secrets were taken out before it was written. */
export function transcriptPage({ run, candidate, number, calls, isCut }: Transcript, viewer: Viewer): Markup {
  const content = html`<p><a href="${runPageAddress(run)}">Back to the run</a></p>
<h1>Transcript of <code>${candidate}</code>, attempt ${number}</h1>
${calls.length === 0 ? html`<p>It holds no call.</p>` : html`<ol class="cards">${calls.map(call)}</ol>`}
${isCut ? html`<p>Later calls are not shown: only the first megabyte of a transcript is.</p>` : ''}`
  return frame({ title: `Transcript of ${candidate} · ${run}`, current: 'runs', viewer }, content)
}

function call({
  time,
  model,
  status,
  ended,
  inputTokens,
  outputTokens,
  ms,
  request,
  response,
}: TranscriptCall): Markup {
  return html`<li class="card"><h2><code>${model}</code></h2>
<p class="quiet">${formatTime(time) ?? ''}, ${formatSeconds(ms / 1_000)}, ${thousands(inputTokens)} tokens in, ${thousands(outputTokens)} out${status === undefined ? '' : `, status ${status}`}${ended === undefined ? '' : `, ${ended}`}</p>
<h3>Asked</h3><pre class="foreign" tabindex="0">${unturned(request)}</pre>
<h3>Answered</h3><pre class="foreign" tabindex="0">${unturned(response)}</pre></li>`
}
