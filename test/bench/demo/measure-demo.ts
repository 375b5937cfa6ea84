import { readFile, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { temporaryFolder } from '../../temporary-folder.ts'
import { watchPeaks } from '../memory/watch-peaks.ts'
import { countedGit } from './counted-git.ts'
import type { Block } from './watch-loop.ts'

const PROGRAM = fileURLToPath(new URL('../../../src/speculate-bin.js', import.meta.url))
const WATCH_LOOP = new URL('./watch-loop.ts', import.meta.url).href

/** What `--json` says of it. */
interface Outcome {
  readonly phases: { readonly writing: number; readonly judging: number; readonly settling: number }
}

/** One demo; times in seconds. */
export async function measureDemo() {
  const folder = await temporaryFolder()
  const blocksFile = join(folder, 'blocks.json')
  const git = await countedGit(folder)
  const start = Date.now()
  const demo = execa(process.execPath, ['--import', WATCH_LOOP, PROGRAM, 'demo', '--json'], {
    env: { PATH: `${git.folder}${delimiter}${process.env.PATH}`, BENCH_BLOCKS_FILE: blocksFile },
  })
  const watched = watchPeaks(demo.pid ?? 0, 'the demo itself')
  let labelledAt = start
  createInterface({ input: demo.stderr }).on('line', (line) => {
    if (line.includes(' is labelled ')) labelledAt = Date.now()
  })
  const { stdout } = await demo
  const end = Date.now()
  watched.stop()
  const { phases }: Outcome = JSON.parse(stdout)
  const blocks: readonly Block[] = JSON.parse(await readFile(blocksFile, 'utf8'))
  const gits = await git.count()
  await rm(folder, { recursive: true })
  const seconds = (end - start) / 1_000
  const starting = (labelledAt - start) / 1_000
  const ending = seconds - starting - phases.writing - phases.judging - phases.settling
  const blockedMs = blocks.filter((one) => one.at > labelledAt).reduce((sum, { ms }) => sum + ms, 0)
  return {
    seconds,
    phases: { starting, ...phases, ending },
    gits,
    blocked: blockedMs / 1_000,
    peaks: watched.peaks,
  }
}
