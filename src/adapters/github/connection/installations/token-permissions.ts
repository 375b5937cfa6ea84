/** What each kind of token of an installation may do: never all that the App was granted. */
export const TOKEN_PERMISSIONS = {
  /** What the forge itself needs, whatever else the App was granted. */
  forge: {
    contents: 'write',
    issues: 'write',
    pull_requests: 'write',
    actions: 'read',
    checks: 'read',
    statuses: 'read',
    metadata: 'read',
  },
  /** git only moves commits. Without `workflows`, GitHub itself refuses a push that touches `.github/workflows` (T1). */
  git: { contents: 'write', metadata: 'read' },
  /** Only to run jobs again and to dispatch workflows; an installation from before the App asked for it grants less, and then no such token is made. */
  actions: { actions: 'write', metadata: 'read' },
  /** Only to show on a candidate what became of it; an installation from before the App asked for it grants less, and goes without. */
  checks: { checks: 'write', metadata: 'read' },
  /** Only to read what a field of projects says of issues; an installation goes without it unless somebody has added the permission. */
  projects: { issues: 'read', organization_projects: 'read', metadata: 'read' },
  /** To read what an account says for all its repositories, in its repository `.github` alone. */
  settings: { contents: 'read', metadata: 'read' },
  /** To read what an issue waits for in private repositories; for all of an installation, and made for private ones alone. */
  dependencies: { issues: 'read', metadata: 'read' },
  /** To find repositories, and labels and commands that nobody told of; for all repositories of an installation. */
  labels: { issues: 'read', pull_requests: 'read', metadata: 'read' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, 'read' | 'write'>>>>

/** What `app.yml` does not ask for: a setting that needs it says so, and without it the App does all the rest. */
export const ADDED_PERMISSIONS = { organization_projects: 'read' } as const
