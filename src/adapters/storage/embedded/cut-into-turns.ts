/** What one connection asks at once, and is answered as a whole; or that it asks no more. */
export type Turn = { readonly kind: 'ask'; readonly bytes: Buffer } | { readonly kind: 'end' }

/**
 * Cuts what comes over a connection of Postgres's protocol (https://www.postgresql.org/docs/current/protocol-message-formats.html) into
 * turns. A statement with parameters is several messages, and between them nobody else may say anything to the session.
 */
export function cutIntoTurns(): (chunk: Buffer) => readonly Turn[] {
  let held: Buffer[] = []
  let heldBytes = 0
  /** Fewer bytes hold no message that has not been seen. */
  let neededBytes = 0
  let seenBytes = 0
  let isFirst = true

  return (chunk) => {
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes < neededBytes) return []
    const bytes = Buffer.concat(held)
    const turns: Turn[] = []
    let turnStart = 0
    for (;;) {
      neededBytes = endOfMessage(bytes, seenBytes, isFirst)
      if (neededBytes > bytes.length) break
      const type = isFirst ? 'greeting' : String.fromCharCode(bytes[seenBytes] ?? 0)
      isFirst = false
      seenBytes = neededBytes
      if (type === TERMINATE) turns.push({ kind: 'end' })
      if (!ENDS_A_TURN.includes(type)) continue
      turns.push({ kind: 'ask', bytes: bytes.subarray(turnStart, seenBytes) })
      turnStart = seenBytes
    }
    held = [bytes.subarray(turnStart)]
    heldBytes -= turnStart
    neededBytes -= turnStart
    seenBytes -= turnStart
    return turns
  }
}

const QUERY = 'Q'
const SYNC = 'S'
const TERMINATE = 'X'
/** After these the server says that it is ready for the next. */
const ENDS_A_TURN: readonly string[] = ['greeting', QUERY, SYNC]

/** Where the message that begins at `start` ends; or how many bytes are needed at least to know that. */
function endOfMessage(bytes: Buffer, start: number, isFirst: boolean): number {
  // Only the first message has no letter before its length.
  const lengthAt = isFirst ? start : start + 1
  return bytes.length < lengthAt + 4 ? lengthAt + 4 : lengthAt + bytes.readInt32BE(lengthAt)
}
