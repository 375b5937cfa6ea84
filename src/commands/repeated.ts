/** Collects what an option of the command line was given, each time that it is. */
export function repeated(value: string, values: string[] = []): string[] {
  return [...values, value]
}
