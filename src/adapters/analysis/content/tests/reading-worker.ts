import { parentPort, workerData } from 'node:worker_threads'
import { type ReadingWork, readAndCompare } from './read-and-compare.ts'

const work: ReadingWork = workerData
parentPort?.postMessage(await readAndCompare(work))
