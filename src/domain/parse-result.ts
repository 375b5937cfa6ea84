/** A mistake in something a person wrote: where it is, what is wrong, and the nearest valid spelling. */
export interface ConfigurationProblem {
  /** `.github/speculate.yml` or `issue #12`. */
  readonly file: string
  /** 1-based, in that file or issue body. */
  readonly line: number
  readonly message: string
  readonly nearest: string | undefined
}

export type ParseResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] }
