import { guardsOf } from './guard.ts'

const CHAIN = 'src/adapters/audit/verify-chain.ts'
const ON_CHAIN = 'test/adapters/audit/tampering.test.ts'
const TABLES = 'src/adapters/storage/migrations/0002-audit-chain.ts'
const ON_DATABASE = 'test/adapters/storage/database.test.ts'

/** What must stay as it was written. */
export const LOG = guardsOf('T14', [
  [
    'an entry has the hash of its content',
    CHAIN,
    '  if (hashOf(entry) !== entry.hash) return',
    '  if (false) return',
    ON_CHAIN,
  ],
  [
    'an entry follows the one before it',
    CHAIN,
    'return entry.prev === before.hash ? undefined :',
    'return true ? undefined :',
    ON_CHAIN,
  ],
  [
    'entries have their order',
    CHAIN,
    '  if (entry.seq <= before.seq) return',
    '  if (false) return',
    ON_CHAIN,
  ],
  [
    'an entry belongs to its run',
    CHAIN,
    '  if (before.speculation !== entry.speculation) return',
    '  if (false) return',
    ON_CHAIN,
  ],
  [
    'a chain begins at its beginning',
    CHAIN,
    'if (index === 0) return faultAtStart(entry)',
    'if (index === 0) return undefined',
    ON_CHAIN,
  ],
  ['a chain ends at its recorded end', CHAIN, 'faults: end ? [...faults, end] : faults', 'faults', ON_CHAIN],
  [
    'the hash covers the content',
    'src/adapters/audit/hash-chain.ts',
    'return jsonDigest({ speculation, seq, at, kind, payload, prev })',
    'return jsonDigest({ speculation, seq, at, kind, prev })',
    ON_CHAIN,
  ],
  [
    'what somebody has written beside a packed payload counts',
    'src/adapters/storage/packed/audit-payloads.ts',
    'if (packed === null || payload !== null) return payload',
    'if (bytes === undefined) return payload',
    'test/adapters/storage/packed/audit-payloads.test.ts',
  ],
  [
    'the database refuses to change a row',
    TABLES,
    'append_only before update or truncate on',
    'append_only before truncate on',
    ON_DATABASE,
  ],
  [
    'the database refuses to empty a log',
    TABLES,
    'append_only before update or truncate on',
    'append_only before update on',
    ON_DATABASE,
  ],
  [
    'the database refuses to delete a row',
    TABLES,
    'for each row execute function speculate.refuse_unrecorded_delete()`,\n  ]',
    'for each row when (false) execute function speculate.refuse_unrecorded_delete()`,\n  ]',
    ON_DATABASE,
  ],
  [
    'the recorded end is moved by the log alone',
    TABLES,
    'if pg_trigger_depth() < 2 then',
    'if false then',
    ON_DATABASE,
  ],
])
