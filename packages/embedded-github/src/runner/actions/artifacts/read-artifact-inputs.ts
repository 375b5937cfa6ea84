export function isTrue(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'true'
}

/** Versions 1 to 3, which let several jobs add to one artifact. */
export function isOld(ref: string): boolean {
  return /^v?[123](?:\.|$)/.test(ref)
}

/** As in `path-and-artifact-name-validation.ts` of `@actions/artifact`. */
export function problemOfName(name: string): string | undefined {
  if (name.length <= 255 && !/["<>|*?\r\n:\\/]/.test(name)) return undefined
  return `The artifact name is not valid: ${JSON.stringify(name.slice(0, 300))}`
}
