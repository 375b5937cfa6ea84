import { html } from 'hono/html'
import type { Manifest } from './manifest.ts'
import { type Markup, pageFrame } from './page-frame.ts'

interface SetupPage {
  readonly code: string
  readonly manifest: Manifest
  /** Each a sentence; nothing was saved. */
  readonly problems?: readonly string[]
  /** As it was entered before. */
  readonly appId?: string
}

/** What the terminal has printed is asked for: whoever reads it there may set this server up, and nobody else. */
export function codePage(isWrong: boolean): Markup {
  return pageFrame(
    'Set up Speculate',
    html`${isWrong ? problemList(['This is not the code of this start. Each start has a new one, and one that has set the server up is used.']) : ''}
<form method="get" action="/setup">
<label>Code
<small>It stands in the terminal, or the log, of the server that you have started.</small>
<input name="code" autocomplete="off" autocapitalize="characters" required></label>
<button>Go on</button>
</form>`,
  )
}

export function setupPage({ code, manifest, problems = [], appId = '' }: SetupPage): Markup {
  return pageFrame(
    'Set up Speculate',
    html`${problemList(problems)}
<p>Speculate acts on GitHub as a GitHub App of your own. Create one here, or use one that you have.</p>
<h2>Create the App</h2>
<form method="post" action="/setup/app">
<input type="hidden" name="code" value="${code}">
<label>Organisation
<small>Whose repositories it is for. Leave it empty for your own account.</small>
<input name="organisation" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[A-Za-z0-9\\-]{0,39}"></label>
<label>Name
<small>No other App on GitHub may have it; on the next page it can still be changed. It signs pull requests and comments.</small>
<input name="name" value="${manifest.name}" maxlength="34" required></label>
<button>Show what will be created</button>
</form>
<h2>Use an App that you have</h2>
<p>It needs the permissions and events of <code>app.yml</code>, and this webhook address:
<code>${manifest.hook_attributes.url}</code></p>
<form method="post" action="/setup/import">
<input type="hidden" name="code" value="${code}">
<label>App id
<small>From the App's settings page. It becomes <code>APP_ID</code>.</small>
<input name="appId" inputmode="numeric" autocomplete="off" value="${appId}" required></label>
<label>Private key
<small>The <code>.pem</code> file that was downloaded, as text. It becomes <code>PRIVATE_KEY</code>.</small>
<textarea name="privateKey" rows="6" spellcheck="false" autocomplete="off" required></textarea></label>
<label>Webhook secret
<small>The one that is entered at the App, at least 16 characters; <code>openssl rand -hex 32</code> makes one. It becomes <code>WEBHOOK_SECRET</code>.</small>
<input name="webhookSecret" type="password" autocomplete="off" required></label>
<button>Check and save</button>
</form>`,
  )
}

/** The last look before GitHub: its form takes the manifest as one field. */
export function manifestPage(
  manifest: Manifest,
  { action, owner }: { action: string; owner: string },
): Markup {
  return pageFrame(
    `Create the App ${manifest.name}`,
    html`<p>GitHub will create it for ${owner}, and then bring you back here.</p>
<dl>
<dt>Webhooks go to</dt><dd><code>${manifest.hook_attributes.url}</code></dd>
${Object.entries(manifest.default_permissions).map(
  ([name, access]) =>
    html`<dt>${name.replaceAll('_', ' ')}: ${access}</dt><dd>${REASONS.get(name) ?? ''}</dd>`,
)}
</dl>
<p>It never asks to change workflows, settings or secrets of a repository.</p>
<form method="post" action="${action}">
<input type="hidden" name="manifest" value="${JSON.stringify(manifest)}">
<button>Create it on GitHub</button>
</form>`,
  )
}

/** Why the App asks for each permission. */
const REASONS: ReadonlyMap<string, string> = new Map([
  [
    'actions',
    'to know which job reported a check, to run a failed job once more, and to start agents that are workflows',
  ],
  [
    'checks',
    'to read what the checks say, which is what judges, and to put a check of its own on each candidate',
  ],
  ['contents', 'to read the code and to push the branches of candidates'],
  ['issues', 'to see the label, and to write the scoreboard'],
  ['metadata', 'GitHub gives it to every App'],
  ['pull_requests', 'to open drafts, mark the winner as ready, and close the others'],
  ['statuses', 'to read what older kinds of checks say'],
])

export function donePage(next: { readonly start: string; readonly install: string | undefined }): Markup {
  const install =
    next.install === undefined
      ? html`<li>Install the App on a repository, from its page on GitHub, if it is not installed yet.</li>`
      : html`<li><a href="${next.install}" rel="noreferrer">Install the App</a> on a repository.</li>`
  return pageFrame(
    'The App is set up',
    html`<p>Its credentials are in the file <code>.env</code> of the server, which only the server's user can read.</p>
<ol>
<li>Start the server again: stop it (Ctrl+C in its terminal), then <pre>${next.start}</pre></li>
${install}
<li>Name the agents that shall write, in <code>toolchains.yml</code>.</li>
<li>Put the label <code>speculate</code> on an issue.</li>
</ol>`,
  )
}

export function failedPage(problem: string): Markup {
  return pageFrame(
    'Nothing was saved',
    html`${problemList([problem])}<p>Open the address in the terminal again.</p>`,
  )
}

function problemList(problems: readonly string[]): Markup {
  if (problems.length === 0) return html``
  return html`<div class="note bad" role="alert">${problems.map((problem) => html`<p>${problem}</p>`)}</div>`
}
