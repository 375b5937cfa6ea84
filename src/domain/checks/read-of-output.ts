/** What the rules read in the output of a check; the rest of it is for people, who have it on GitHub. */

/** Of an annotation whose message is a change of p95 latency in milliseconds. */
const LATENCY_TITLE = 'speculate:p95-latency-ms'
/** Eleven days: what claims more is not a measurement. */
const MOST_MILLISECONDS = 1e9

/** `p95-latency: +4ms`, in a line of a summary or of an annotation. */
export function latencyIn(line: string): number | undefined {
  return numberIn(/^\s*p95-latency:\s*([+-]?\d{1,10}(?:\.\d{1,6})?)\s*ms\s*$/, line)
}

/** All that one annotation reports of p95 latency. */
export function latenciesOf({ title, message }: { title?: string | undefined; message: string }): number[] {
  const titled =
    title === LATENCY_TITLE ? numberIn(/^\s*([+-]?\d{1,10}(?:\.\d{1,6})?)\s*(?:ms\s*)?$/, message) : undefined
  return [titled, ...message.split('\n').map(latencyIn)].filter((one) => one !== undefined)
}

/** GitHub annotates the job that it cancels with the name of the job that failed. */
export function saysCancelled(message: string): boolean {
  return /\bcancell?ed because\b/i.test(message)
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const milliseconds = Number(pattern.exec(text)?.[1] ?? Number.NaN)
  return Math.abs(milliseconds) <= MOST_MILLISECONDS ? milliseconds + 0 : undefined
}
