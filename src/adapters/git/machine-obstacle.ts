import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { messageOf, runGit } from '@speculate-dev/system'

/**
 * Why nobody can work in this folder just now: git cannot be started, or nothing can be written. A sentence for the operator, who alone
 * can mend it; undefined where nothing is in the way.
 */
export async function machineObstacle(folder: string): Promise<string | undefined> {
  return (await obstacleOfFolder(folder)) ?? (await obstacleOfGit(folder))
}

/** What is written has to be more than a name: a full disk still takes those. */
async function obstacleOfFolder(folder: string): Promise<string | undefined> {
  const file = join(folder, `.can-write-${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, 'x'.repeat(4_096))
  } catch (error) {
    // Without the name of the file, which is another one each time: what stays the same is told once.
    const reason = messageOf(error).replace(/, \w+ '.*$/s, '')
    return `Nothing can be written in ${folder} (${reason}): let the user of the server write there, and look whether the disk is full.`
  } finally {
    await rm(file, { force: true }).catch(() => {})
  }
}

async function obstacleOfGit(folder: string): Promise<string | undefined> {
  const { exitCode, ending } = await runGit(['version'], { directory: resolve(folder), timeoutMs: 30_000 })
  if (exitCode === 0) return undefined
  return `git ${ending.split('\n')[0]}: install git 2.39 or later, where the PATH of the server finds it.`
}
