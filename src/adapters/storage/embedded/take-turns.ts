/** Somebody who is connected: answers go to it. */
export interface Asker {
  answer(bytes: Uint8Array): void
}

export interface Turns<Connection extends Asker> {
  ask(connection: Connection, bytes: Buffer): void
  /** It is gone: what it has begun and not committed is undone. */
  leave(connection: Connection): void
}

interface Asked<Connection> {
  readonly connection: Connection
  readonly bytes: Buffer
}

/**
 * Lets several connections share the one session of an embedded database, one turn after the other. Who has begun a transaction keeps the
 * session until that has ended. `execute` answers in Postgres's protocol.
 */
export function takeTurns<Connection extends Asker>(
  execute: (bytes: Uint8Array) => Uint8Array,
): Turns<Connection> {
  let inTransaction: Connection | undefined
  let waiting: Asked<Connection>[] = []

  const mayRun = (connection: Connection) => inTransaction === undefined || inTransaction === connection
  const run = ({ connection, bytes }: Asked<Connection>) => {
    const answer = execute(bytes)
    inTransaction = isIdle(answer) ? undefined : connection
    connection.answer(answer)
  }
  const runWaiting = () => {
    for (;;) {
      const next = waiting.find(({ connection }) => mayRun(connection))
      if (!next) return
      waiting = waiting.filter((one) => one !== next)
      run(next)
    }
  }
  return {
    ask(connection, bytes) {
      waiting.push({ connection, bytes })
      runWaiting()
    },
    leave(connection) {
      waiting = waiting.filter((one) => one.connection !== connection)
      if (inTransaction !== connection) return
      execute(ROLLBACK)
      inTransaction = undefined
      runWaiting()
    },
  }
}

/** The last message of an answer is "ready for the next", whose last byte says whether a transaction is open. */
function isIdle(answer: Uint8Array): boolean {
  return answer.at(-1) === 'I'.charCodeAt(0)
}

const ROLLBACK = simpleQuery('rollback')

function simpleQuery(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`)
  const head = Buffer.from('Q....')
  head.writeInt32BE(4 + text.length, 1)
  return Buffer.concat([head, text])
}
