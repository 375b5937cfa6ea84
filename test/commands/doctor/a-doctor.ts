import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

export interface Told {
  readonly of: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly next: string | null
}

/** A folder with the environment of a server on that GitHub, in which nobody has started one. */
export async function aServersFolder({ github, credentials }: Pick<EmbeddedStage, 'github' | 'credentials'>) {
  const cwd = await temporaryFolder()
  await mkdir(join(cwd, 'data'))
  const env = {
    APP_ID: String(credentials.appId),
    PRIVATE_KEY: credentials.privateKey,
    WEBHOOK_SECRET: 'a secret that chance has made: 8f3k2',
    GITHUB_API_URL: github.apiUrl,
    DATA_DIR: join(cwd, 'data'),
    PORT: '1',
    SPECULATE_HOST_IS_DISPOSABLE: 'true',
  }
  return { cwd, env }
}

/** What `doctor` says there, and how it ends. */
export async function examined(
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ...args: string[]
): Promise<{ readonly exitCode: number; readonly told: readonly Told[] }> {
  const { exitCode, stdout, stderr } = await runHere(['doctor', ...args, '--json'], { cwd, env })
  if (stdout === '') throw new Error(stderr)
  return { exitCode, told: JSON.parse(stdout).findings }
}
