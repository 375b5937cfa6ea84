/** The other side of `askProcess`: takes the one piece of work, says each answer when it is known, and ends. */
export function answerInProcess<W, A>(answerAll: (work: W, say: (answer: A) => void) => Promise<void>): void {
  process.once('message', async ({ work }: { readonly work: W }) => {
    await answerAll(work, (answer) => process.send?.(answer))
    process.disconnect()
  })
}
