/** The end of an endless text, in bounded memory. */
export interface OutputTail {
  push(chunk: Buffer): void
  /** At most the last `maxBytes` bytes of all that was pushed. */
  text(): string
}

export function outputTail(maxBytes: number): OutputTail {
  let kept = Buffer.alloc(0)
  return {
    push(chunk) {
      kept = Buffer.concat([kept, chunk]).subarray(-maxBytes)
    },
    text: () => kept.toString('utf8'),
  }
}
