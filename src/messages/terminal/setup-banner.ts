interface Setup {
  /** Of the page that creates the App. */
  readonly page: string
  /** What the page asks for; it stands in that address as well. */
  readonly code: string
  /** The address of `PUBLIC_URL`; undefined where it is not set. */
  readonly publicUrl: string | undefined
  /** The command that starts the server again. */
  readonly start: string
}

/** What the first start says, when there are no credentials yet: what to open, and which address GitHub would be given. */
export function setupBanner({ page, code, publicUrl, start }: Setup): string {
  return `speculate: no credentials yet. Open this page to create the GitHub App, then start again:

  ${page}

From another machine open the same page of this server, and enter the code ${code}
there: it is for you alone, and good for one App.

${webhooks(publicUrl, start)}
`
}

function webhooks(publicUrl: string | undefined, start: string): string {
  const host = hostOf(publicUrl)
  if (publicUrl === undefined || host === undefined)
    return `${publicUrl === undefined ? 'PUBLIC_URL is not set' : 'PUBLIC_URL is not an http or https address'}, so the App would be created without an address that GitHub can reach,
and no label would ever be seen. Stop this, and start with the address of this server as GitHub reaches it:

  PUBLIC_URL=https://speculate.example.com ${start}`
  const said = `GitHub will send its events to ${publicUrl} (PUBLIC_URL).`
  if (!isLocal(host)) return said
  return `${said} That is an address of this machine
alone, which GitHub cannot reach: set PUBLIC_URL to one that it can, unless something forwards its events to here.`
}

function hostOf(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.hostname : undefined
}

function isLocal(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(host)
}
