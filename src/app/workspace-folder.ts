import { join } from 'node:path'

/** Of the data directory: what a set-up has made before the app started is found there. */
export function workspaceFolder(dataDir: string): string {
  return join(dataDir, 'workspace')
}
