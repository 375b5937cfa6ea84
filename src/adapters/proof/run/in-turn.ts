/** At most `width` at the same time; answers in their order. After a failure nothing more is begun, and what runs is waited for. */
export async function inTurn<T, R>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = []
  const rest = all.entries()
  let hasFailed = false
  const lane = async () => {
    for (const [at, one] of rest) {
      if (hasFailed) return
      try {
        answers[at] = await work(one)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, all.length) }, lane))
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
  return answers
}
