import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.ts'

/**
 * A second process on the folder of an embedded database: refused as long as the first lives, let in at once when that was killed.
 * `node test/kills/folder.ts [--times 100]`: so many refusals, and so many kills.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '100' } } })
const times = Number(values.times)
const folder = await temporaryFolder()

const holder = await open()
if (holder.said !== 'open') throw new Error(`the first was not let in: ${holder.said}`)
let refused = 0
for (let time = 0; time < times; time += 1) {
  const second = await open()
  if (second.said === 'DatabaseInUse') refused += 1
  else console.log(`not refused: ${second.said}`)
  second.kill()
}
console.log(`${refused} of ${times} refused while the first lives`)

let letIn = 0
let last = holder
for (let time = 0; time < times; time += 1) {
  last.kill()
  last = await open()
  if (last.said === 'open') letIn += 1
  else console.log(`not let in: ${last.said}`)
}
console.log(`${letIn} of ${times} let in after the one before was killed`)
last.kill()
await removeTemporaryFolders()
process.exit(refused === times && letIn === times ? 0 : 1)

/** A process that opens the database, and has said whether it could. */
async function open() {
  const program = fileURLToPath(new URL('./folder/open-database.ts', import.meta.url))
  const child = fork(program, [folder])
  const ended = once(child, 'exit').then(([code]) => [`ended with ${code}`])
  const [said] = await Promise.race([once(child, 'message'), ended])
  return { said: String(said), kill: () => child.kill('SIGKILL') }
}
