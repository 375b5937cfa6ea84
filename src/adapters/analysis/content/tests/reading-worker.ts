import { answerInProcess } from '../../process/answer-in-process.ts'
import { type ReadingAnswer, type ReadingWork, readAndCompare } from './read-and-compare.ts'

answerInProcess<ReadingWork, ReadingAnswer>(async (work, say) => say(await readAndCompare(work)))
