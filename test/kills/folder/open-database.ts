// A process of its own that is killed: `open-database.ts FOLDER` opens the embedded database there, and says "open" or why it is not.

import { openDatabase } from '../../../src/adapters/storage/database.ts'

const [dataDir = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir }).catch((error: unknown) => error)
const isOpen = typeof database === 'object' && database !== null && 'kysely' in database
process.send?.(isOpen ? 'open' : database instanceof Error ? database.name : String(database))
// It is in use as long as somebody refers to it.
process.on('disconnect', () => process.exit(isOpen && database.kysely ? 0 : 1))
