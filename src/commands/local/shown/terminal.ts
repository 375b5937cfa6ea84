import type { WriteStream } from 'node:tty'

/** Where progress is shown, and what may be used to show it. */
export interface Terminal {
  readonly write: (text: string) => void
  /** Lines may be redrawn. */
  readonly live: boolean
  readonly color: boolean
  readonly width: number
}

type Stream = Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>

/** Colours and redrawing only on a terminal; no colours with NO_COLOR (https://no-color.org). */
export function terminalOf(stream: Stream, env: NodeJS.ProcessEnv = process.env): Terminal {
  const live = stream.isTTY === true && env.TERM !== 'dumb'
  return {
    write: (text) => {
      stream.write(text)
    },
    live,
    color: live && !env.NO_COLOR,
    // Asked each time: windows are resized. A terminal that does not know its size says 0.
    get width() {
      return stream.columns || 100
    },
  }
}
