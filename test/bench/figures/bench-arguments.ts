/** The arguments of the bench, without how it reports. */
export const benchArguments = process.argv.slice(2).filter((argument) => argument !== '--json')

/** What stands behind `--name`. */
export function argumentAfter(name: string): string | undefined {
  const at = benchArguments.indexOf(name)
  return at === -1 ? undefined : benchArguments[at + 1]
}

export function numberAfter(name: string, otherwise: number): number {
  return Number(argumentAfter(name) ?? otherwise)
}
