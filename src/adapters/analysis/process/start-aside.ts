import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { createLimiter } from '@speculate-dev/system'
import { answerAll, type Question, type Questions } from './answer-all.ts'
import { type ReadingProcess, startReading } from './start-reading.ts'

/** One thing to be read that others have written. */
interface AsideQuestion<Q extends keyof Questions> {
  readonly about: Q
  readonly work: Questions[Q]['work']
  /** Characters or bytes that are read. */
  readonly size: number
  /** Whose it is, as `owner/repo`: where much is read, repositories take turns. */
  readonly repository: string
  /** In processor time, where it is not what every question has. */
  readonly maxMs?: number
}

/** Reads what others have written without keeping the server from its work (S4). */
export interface Aside {
  /** Throws a sentence's part where there is no answer within the limits of time and memory. */
  read<Q extends keyof Questions>(question: AsideQuestion<Q>): Promise<Questions[Q]['answer']>
}

/** For commands that serve nobody else meanwhile. */
export const readHere: Aside = { read: answerHere }

interface AsideOptions {
  /** Questions answered at the same time; half of them for one repository. */
  readonly atOnce?: number
}

const AT_ONCE = availableParallelism() < 4 ? 2 : 4
const MAX_MS = 10_000
/** Less than this is read faster than it is handed over. */
const LITTLE = 64_000
/** A process that nobody has asked for so long is ended. */
const IDLE_MS = 60_000

/** Reads what is much in processes beside the server, each with limits of time and memory, and without a secret. */
export function startAside({ atOnce = AT_ONCE }: AsideOptions = {}): Aside & {
  /** Ends every process; nothing more is read. */
  close(): Promise<void>
} {
  const places = createLimiter(atOnce, Math.ceil(atOnce / 2))
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const processes = keepProcesses()
  return {
    async read(question) {
      if (question.size < LITTLE) return answerHere(question)
      const { about, work, repository, maxMs = MAX_MS } = question
      const leave = await places.take(closing.signal, { key: repository })
      const reading = processes.take()
      try {
        const [answer] = await reading.ask({ about, work, count: 1, maxMs, unanswered })
        return answer ?? unanswered('it could not be read')
      } finally {
        processes.giveBack(reading)
        leave()
      }
    },
    async close() {
      closing.abort(new Error('the server stops'))
      await processes.end()
    },
  }
}

function unanswered(reason: string): never {
  throw new Error(reason)
}

async function answerHere<Q extends keyof Questions>({
  about,
  work,
}: AsideQuestion<Q>): Promise<Questions[Q]['answer']> {
  const answers: Questions[keyof Questions]['answer'][] = []
  await answerAll({ about, work } as Question, (answer) => answers.push(answer))
  return answers[0] as Questions[Q]['answer']
}

/** Processes that wait for their next question, and those that have one. */
function keepProcesses() {
  const idle = new Map<ReadingProcess, NodeJS.Timeout>()
  const busy = new Set<ReadingProcess>()
  const endIdle = (reading: ReadingProcess) => {
    idle.delete(reading)
    void reading.end()
  }
  return {
    take(): ReadingProcess {
      const [known] = idle
      const [reading, timer] = known ?? [startReading(), undefined]
      clearTimeout(timer)
      idle.delete(reading)
      busy.add(reading)
      return reading
    },
    giveBack(reading: ReadingProcess): void {
      busy.delete(reading)
      idle.set(reading, setTimeout(endIdle, IDLE_MS, reading).unref())
    },
    async end(): Promise<void> {
      for (const timer of idle.values()) clearTimeout(timer)
      await Promise.all([...idle.keys(), ...busy].map((reading) => reading.end()))
    },
  }
}
