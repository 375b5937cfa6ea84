/** What an agent has said since it last used a tool: its summary, where it gives one. */
export interface LastMessage {
  add(chunk: string): void
  /** The agent uses a tool, so what it said before was not its summary. */
  reset(): void
  text(): string
}

const MAX_LENGTH = 8_000

export function createLastMessage(): LastMessage {
  let text = ''
  return {
    add(chunk) {
      text = `${text}${chunk}`.slice(-MAX_LENGTH)
    },
    reset() {
      text = ''
    },
    text: () => text,
  }
}
