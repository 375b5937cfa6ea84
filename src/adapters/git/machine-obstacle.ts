import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { messageOf, runGit } from '@speculate-dev/system'

/**
 * Why nobody can work in this folder just now: git cannot be started, or nothing can be written. A sentence for the operator, who alone
 * can mend it; undefined where nothing is in the way.
 */
export async function machineObstacle(folder: string): Promise<string | undefined> {
  const place = nearestExisting(resolve(folder))
  return (await obstacleOfFolder(folder, place)) ?? (await obstacleOfGit(place))
}

/** Who looks makes no folder: whoever can write here can make what is missing. */
function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}

/** What is written has to be more than a name: a full disk still takes those. */
async function obstacleOfFolder(folder: string, place: string): Promise<string | undefined> {
  const file = join(place, `.can-write-${randomUUID()}`)
  try {
    await writeFile(file, 'x'.repeat(4_096))
  } catch (error) {
    // Without the name of the file, which is another one each time: what stays the same is told once.
    const reason = messageOf(error).replace(/, \w+ '.*$/s, '')
    return `Nothing can be written in ${folder} (${reason}): let the user of the server write there, and look whether the disk is full.`
  } finally {
    await rm(file, { force: true }).catch(() => {})
  }
}

async function obstacleOfGit(directory: string): Promise<string | undefined> {
  const { exitCode, ending } = await runGit(['version'], { directory, timeoutMs: 30_000 })
  if (exitCode === 0) return undefined
  return `git ${ending.split('\n')[0]}: install git 2.39 or later, where the PATH of the server finds it.`
}
