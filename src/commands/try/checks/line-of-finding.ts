import { readWorkflowFile } from '@speculate-dev/workflows'

/** Where the jobs of a workflow file stand in it, and what the runner finds fault with. */
export interface WorkflowLines {
  /** Line of a job; where there is no such job, 1, or what the file cannot be read for. */
  job(id: string): number
  /** Line of what a finding of that job names, which it quotes in backticks; else of the job. The nth of the same words is the nth place. */
  finding(id: string, message: string, nth?: number): number
}

export function workflowLines(text: string): WorkflowLines {
  const file = readWorkflowFile(text)
  if ('unreadable' in file) {
    const only = () => file.line ?? 1
    return { job: only, finding: only }
  }
  const places = new Map(file.jobs.map((job) => [job.id, job.lines]))
  const lines = text.split('\n')
  const job = (id: string) => places.get(id)?.first ?? 1
  return {
    job,
    finding(id, message, nth = 0) {
      const { first, last } = places.get(id) ?? { first: 1, last: lines.length }
      const own = lines.slice(first - 1, last)
      for (const parts of quoted(message)) {
        const found = own.flatMap((line, index) => (holds(line, parts) ? [first + index] : []))
        const at = found[Math.min(nth, found.length - 1)]
        if (at !== undefined) return at
      }
      return job(id)
    },
  }
}

/** What stands in backticks, as parts of one line: key and value; only the value; then the last part of `a.b.c`, as a key. */
function quoted(message: string): string[][] {
  return [...message.matchAll(/`([^`]+)`/g)].flatMap(([, words = '']) => {
    const key = /^[\w-]+:(?=\s)/.exec(words)?.[0] ?? ''
    const value = words
      .slice(key.length)
      .trim()
      .replace(/^"(.*)"$/, '$1')
    return [[key, value], [value], [`${words.split('.').at(-1)}:`]]
  })
}

function holds(line: string, parts: readonly string[]): boolean {
  return parts.every((part) => line.includes(part)) && parts.some((part) => part.length > 1)
}
