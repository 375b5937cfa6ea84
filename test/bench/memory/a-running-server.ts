import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { portOr } from '../../../src/web/port-or.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { watchPeaks } from './watch-peaks.ts'

const SECRET = 'a secret of more than sixteen characters'
const PROGRAM = fileURLToPath(new URL('../../../src/speculate-bin.js', import.meta.url))
const SETTINGS =
  'speculation: { default_parallelism: 3, vote_threshold: 0.5 }\nverifier: { checks: [unit] }\ncaps: { open_candidates: 1000, runs_per_day: 1000 }\n'
const WRITER = { kind: 'command', command: ['sh', '-c', 'echo "export const x = \'$PWD\'" > fixed.js'] }

interface Wanted {
  /** What is started, by role, and what each is called. */
  readonly roles: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly folder: string
}

/** A server as an operator starts it, on a GitHub of its own in this process. */
export async function aRunningServer({ roles, env, folder }: Wanted) {
  const port = await portOr(0, '127.0.0.1')
  const stage = await startEmbeddedStage({
    webhookUrl: `http://127.0.0.1:${port}/api/github/webhooks`,
    webhookSecret: SECRET,
  })
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  const toolchains = join(folder, 'toolchains.yml')
  await writeFile(toolchains, JSON.stringify({ toolchains: { writer: WRITER } }))
  const { appId, privateKey } = stage.credentials
  const started: { readonly child: ChildProcess; readonly watched: ReturnType<typeof watchPeaks> }[] = []
  for (const [role, name] of Object.entries(roles)) {
    const child = spawn(process.execPath, [PROGRAM, 'start', '--role', role], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...{ APP_ID: String(appId), PRIVATE_KEY: privateKey, WEBHOOK_SECRET: SECRET },
        ...{ GITHUB_API_URL: stage.github.apiUrl, DATA_DIR: join(folder, role), TOOLCHAINS_FILE: toolchains },
        ...{ PORT: String(role === 'worker' ? 0 : port), SPECULATE_HOST_IS_DISPOSABLE: 'true' },
        ...env,
      },
    })
    started.push({ child, watched: watchPeaks(child.pid ?? 0, name) })
    await listening(child)
  }
  return {
    stage,
    /** In MB, so far. */
    peaks: () => new Map(started.flatMap(({ watched }) => [...watched.peaks])),
    async close() {
      for (const { child, watched } of started) {
        watched.stop()
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
      await stage.close()
    },
  }
}

async function listening({ stdout }: ChildProcess): Promise<void> {
  for (let said = ''; !said.includes('listening on'); ) {
    if (!stdout) throw new Error('the server says nothing')
    said += String((await once(stdout, 'data'))[0])
  }
}
