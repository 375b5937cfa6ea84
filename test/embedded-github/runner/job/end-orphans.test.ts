import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { pause } from '@speculate-dev/system'
import { expect, it } from 'vitest'
import {
  endOrphans,
  TRACKING_VARIABLE,
} from '../../../../packages/embedded-github/src/runner/job/end-orphans.ts'

/** Each starts others in sessions of their own, and none of them stays the same program for long. */
const HYDRA = `i=0
while [ $i -lt 60 ]; do setsid sh -c 'exec env -u NOTHING sh -c "exec sleep 600"' & i=$((i+1)); done
exec sleep 600`

it('ends what a job starts while it is ended, and what is about to become another program', async () => {
  const id = randomUUID()
  for (let round = 0; round < 5; round += 1) {
    const environment = { PATH: process.env.PATH ?? '', [TRACKING_VARIABLE]: id }
    const child = spawn('sh', ['-c', HYDRA], { env: environment, detached: true, stdio: 'ignore' })
    await once(child, 'spawn')
    await pause(round * 20)
    await endOrphans(id)
    // What is killed takes a moment to be gone.
    await expect.poll(() => left(id), { timeout: 20_000 }).toEqual([])
  }
})

async function left(id: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')))
  return pids.filter((_, index) => all[index]?.includes(id))
}
