import type { Annotation } from '../../model.ts'
import { readCommand, type WorkflowCommand } from './read-command.ts'

export interface JobLog {
  /** A line of the job's own output: commands in it are obeyed, masked values hidden. */
  output(line: string): void
  /** A line of the runner's. */
  note(line: string): void
  annotate(annotation: Pick<Annotation, 'level' | 'message'> & Partial<Annotation>): void
  mask(value: string): void
  /** A text as it may be shown. */
  shown(text: string): string
  readonly annotations: readonly Annotation[]
  /** Resolves when everything written so far is stored. */
  flush(): Promise<void>
}

export interface JobLogLimits {
  readonly bytes: number
  readonly annotations: number
  /** Texts that no line shows, longest first. */
  readonly masked: readonly string[]
}

/** Collects a job's log within bounds and hands it on in batches; `append` is never called twice at a time. */
export function createJobLog(append: (text: string) => Promise<void>, limits: JobLogLimits): JobLog {
  const masks = new Set(limits.masked)
  const annotations: Annotation[] = []
  const writer = createBatchWriter(append, limits.bytes)
  let stoppedBy: string | undefined

  const write = (line: string) => writer.write(hidden(line, masks))
  const annotate: JobLog['annotate'] = (annotation) => {
    const message = hidden(annotation.message, masks).slice(0, 8_000)
    if (annotations.length < limits.annotations) annotations.push({ ...NOWHERE, ...annotation, message })
  }
  const obey = (command: WorkflowCommand): boolean => {
    const level = LEVELS.get(command.name)
    if (level) {
      annotate({ ...placeOf(command), level, message: command.message })
      write(`##[${command.name}]${command.message}`)
    } else if (command.name === 'add-mask') masks.add(command.message)
    else if (command.name === 'group') write(`##[group]${command.message}`)
    else if (command.name === 'endgroup') write('##[endgroup]')
    else if (command.name === 'stop-commands') stoppedBy = command.message
    else return command.name === 'debug'
    return true
  }
  return {
    annotations,
    annotate,
    flush: writer.flush,
    note: write,
    shown: (text) => hidden(text, masks),
    mask(value) {
      if (value !== '') masks.add(value)
    },
    output(line) {
      const command = readCommand(line)
      if (stoppedBy !== undefined && command?.name === stoppedBy.toLowerCase()) stoppedBy = undefined
      else if (stoppedBy !== undefined || !command || !obey(command)) write(line)
    },
  }
}

const LEVELS: ReadonlyMap<string, Annotation['level']> = new Map([
  ['notice', 'notice'],
  ['warning', 'warning'],
  ['error', 'failure'],
])

/** Where GitHub puts an annotation that names no file. */
const NOWHERE: Annotation = {
  path: '.github',
  startLine: 1,
  endLine: 1,
  startColumn: null,
  endColumn: null,
  level: 'notice',
  title: null,
  message: '',
  rawDetails: null,
}

function placeOf({ properties }: WorkflowCommand): Partial<Annotation> {
  const startLine = positive(properties.line) ?? 1
  return {
    path: properties.file?.slice(0, 1_000) || NOWHERE.path,
    startLine,
    endLine: positive(properties.endline) ?? startLine,
    startColumn: positive(properties.col) ?? null,
    endColumn: positive(properties.endcolumn) ?? null,
    title: properties.title?.slice(0, 255) || null,
  }
}

function positive(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}

function hidden(text: string, masks: ReadonlySet<string>): string {
  let shown = text
  for (const mask of masks) if (mask !== '') shown = shown.replaceAll(mask, '***')
  return shown
}

/** What is too much is left out before the end: why a job has failed stands there. */
function createBatchWriter(append: (text: string) => Promise<void>, maxBytes: number) {
  let waiting = ''
  let accepted = 0
  let tail: LogTail | undefined
  let writing = Promise.resolve()
  let scheduled = false

  const drain = () => {
    scheduled = false
    const batch = waiting
    waiting = ''
    if (batch !== '') writing = writing.then(() => append(batch))
    return writing
  }
  return {
    write(line: string): void {
      accepted += Buffer.byteLength(line) + 1
      if (accepted > maxBytes) {
        tail ??= createTail()
        tail.add(line)
        return
      }
      waiting += `${line}\n`
      if (scheduled) return
      scheduled = true
      setTimeout(() => void drain().catch(() => undefined), BATCH_MS).unref()
    },
    flush() {
      waiting += tail?.take() ?? ''
      return drain()
    },
  }
}

interface LogTail {
  add(line: string): void
  /** What is kept since it was taken last. */
  take(): string
}

/** The last lines: at least half of what it keeps, where there were so many. */
function createTail(): LogTail {
  let [older, newer, isCut] = ['', '', false]
  return {
    add(line) {
      newer += `${line.slice(-TAIL_CHARACTERS / 2)}\n`
      if (newer.length < TAIL_CHARACTERS / 2) return
      isCut ||= older !== ''
      older = newer
      newer = ''
    },
    take() {
      const text = `${isCut ? LEFT_OUT : ''}${older}${newer}`
      older = ''
      newer = ''
      isCut = false
      return text
    },
  }
}

const TAIL_CHARACTERS = 512 * 1024
const LEFT_OUT = 'The log is longer than this runner keeps: lines are left out here.\n'

/** Long enough to keep the number of writes small, short enough for somebody who watches. */
const BATCH_MS = 200
