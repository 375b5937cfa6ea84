/** Resolves when the work has ended, or after `ms` without it; rejects when it fails before. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = Promise.withResolvers<void>()
  const handle = setTimeout(timer.resolve, ms)
  await Promise.race([work, timer.promise]).finally(() => clearTimeout(handle))
}
