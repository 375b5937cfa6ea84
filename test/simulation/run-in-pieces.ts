import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

interface Many {
  readonly from: number
  readonly seeds: number
  readonly processes: number
  /** Where the output of each piece is kept. */
  readonly folder: string
}

interface Piece {
  readonly from: number
  readonly seeds: number
  /** There once all of it holds. */
  readonly log: string
}

const MOST_SEEDS = 200

/**
 * Many seeds in pieces, each in a process of its own: a piece that holds is not run again, so that what was broken off goes on where it
 * was, and a mistake that is mended costs one piece. Answers how many do not hold.
 */
export async function runInPieces({ from, seeds, processes, folder }: Many): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const pieces: Piece[] = []
  for (let first = from; first < from + seeds; first += MOST_SEEDS) {
    const log = join(folder, `${first}.log`)
    pieces.push({ from: first, seeds: Math.min(MOST_SEEDS, from + seeds - first), log })
  }
  const isLeft = ({ log }: Piece) => !existsSync(log)
  const waiting = pieces.filter(isLeft)
  const workers = Array.from({ length: processes }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await runPiece(next)
  })
  await Promise.all(workers)
  const left = pieces.filter(isLeft)
  print(`${pieces.length - left.length} of ${pieces.length} pieces hold`)
  return left.length
}

async function runPiece({ from, seeds, log }: Piece): Promise<void> {
  const draft = `${log}.part`
  const output = openSync(draft, 'w')
  const options = ['--from', String(from), '--seeds', String(seeds), '--every', '50']
  const running = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), ...options], {
    stdio: ['ignore', output, output],
  })
  const [code] = await once(running, 'exit')
  closeSync(output)
  const last = readFileSync(draft, 'utf8').trimEnd().split('\n').at(-1) ?? ''
  if (code === 0) renameSync(draft, log)
  print(code === 0 ? last : `${last}\nwhat does not hold: ${draft}`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
