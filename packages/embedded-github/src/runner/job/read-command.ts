/** A line of a job's output that speaks to the runner: `::error file=a.js,line=3::message`. */
export interface WorkflowCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Undefined for an ordinary line. */
export function readCommand(line: string): WorkflowCommand | undefined {
  const match = /^\s*::([a-z-]+)(?:\s+([^:\s].*?|))?::(.*)$/is.exec(line)
  if (!match) return undefined
  const [, name = '', properties = '', message = ''] = match
  return { name: name.toLowerCase(), properties: propertiesOf(properties), message: unescapeData(message) }
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim())
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.includes('='))
      .map((pair) => {
        const at = pair.indexOf('=')
        return [pair.slice(0, at).toLowerCase(), unescapeProperty(pair.slice(at + 1))]
      }),
  )
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll(/%3A/gi, ':').replaceAll(/%2C/gi, ','))
}

function unescapeData(text: string): string {
  return text.replaceAll(/%0D/gi, '\r').replaceAll(/%0A/gi, '\n').replaceAll('%25', '%')
}
