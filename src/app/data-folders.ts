import { join } from 'node:path'

/** What agents asked their models, and what those answered. */
export function transcriptsFolder(dataDir: string): string {
  return join(dataDir, 'transcripts')
}

/** Of the data directory: what a set-up has made before the app started is found there. */
export function workspaceFolder(dataDir: string): string {
  return join(dataDir, 'workspace')
}
