import { type ReadingProcess, startReading } from '../../../../src/adapters/analysis/process/start-reading.ts'

/** What is read in a process that ends with it. */
export async function withReading<T>(read: (reading: ReadingProcess) => Promise<T>): Promise<T> {
  const reading = startReading()
  try {
    return await read(reading)
  } finally {
    await reading.end()
  }
}
