import { writeFileSync } from 'node:fs'

/** The thread computed for so long without doing anything else, until `at` (milliseconds since 1970). */
export interface Block {
  readonly at: number
  readonly ms: number
}

// Loaded before a program: writes down, when that ends, for how long its event loop was blocked and when. What counts is the time in which
// the thread computed: a machine that is busy with others keeps it waiting as well, and that says nothing of the program.
const EVERY_MS = 5
const NOTICED_MS = 20
const file = process.env.BENCH_BLOCKS_FILE
const blocks: Block[] = []
let last = process.threadCpuUsage()

if (file !== undefined) {
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(last)
    const ms = (user + system) / 1_000
    last = process.threadCpuUsage()
    if (ms >= NOTICED_MS) blocks.push({ at: Date.now(), ms })
  }, EVERY_MS).unref()
  process.on('exit', () => writeFileSync(file, JSON.stringify(blocks)))
}
