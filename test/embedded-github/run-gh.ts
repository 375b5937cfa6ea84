import { join } from 'node:path'
import { execa, execaSync } from 'execa'
import type { Stage } from './support.ts'

export const ghIsInstalled = execaSync('gh', ['--version'], { reject: false }).exitCode === 0

/** The repository, as `gh` is told it. */
export const ON_GH = 'github.localhost/acme/payments'

/** GitHub's own command line, with the server as its proxy; nothing of the machine's settings reaches it. */
export async function runGh(
  { dataDir, github, tokens }: Stage,
  args: readonly string[],
  cwd = dataDir,
): Promise<string> {
  const { stdout } = await execa('gh', args, {
    cwd,
    extendEnv: false,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: dataDir,
      GH_CONFIG_DIR: join(dataDir, 'gh'),
      GH_HOST: 'github.localhost',
      GH_TOKEN: tokens.acme,
      // The git that `gh` starts reads this name in small letters only.
      HTTP_PROXY: github.url,
      http_proxy: github.url,
      GH_NO_UPDATE_NOTIFIER: '1',
      GH_PROMPT_DISABLED: '1',
      GIT_TERMINAL_PROMPT: '0',
      NO_COLOR: '1',
    },
  })
  return stdout
}
