// A process of its own that is killed: `open-database.ts FOLDER` opens the embedded database there, and says "open" or why it is not.

import { openDatabase } from '../../../src/adapters/storage/database.ts'

const [dataDir = ''] = process.argv.slice(2)
const said = await openDatabase({ dataDir }).then(
  () => 'open',
  (error: unknown) => (error instanceof Error ? error.name : String(error)),
)
process.send?.(said)
process.on('disconnect', () => process.exit())
