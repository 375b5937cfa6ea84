/**
 * How one language is counted: 1 for a function, and 1 for each decision in it. Node types are those of the language's
 * tree-sitter grammar; each table cites the published definition that it follows.
 */
export interface LanguageRules {
  /** The grammar's name in `@vscode/tree-sitter-wasm`. */
  readonly grammar: string
  /** Node types that are functions of their own; what is in them counts for none around them. */
  readonly functions: readonly string[]
  /** Set where a function in a function counts for the outer one instead, and how much by itself. */
  readonly nested?: number
  /** Those of them that only declare a function when they have no field `body`. */
  readonly declarations?: readonly string[]
  /** Expressions that are functions of their own because of where they stand: node type and its field. */
  readonly initializers?: Readonly<Record<string, string>>
  /** Node types whose names qualify those of the functions in them, and the field of the name. */
  readonly scopes: Readonly<Record<string, string>>
  /** Node types that are one decision each. */
  readonly decisions: readonly string[]
  /** The same, but for the arm that takes everything else: `_`, like `default`, decides nothing. */
  readonly arms?: readonly string[]
  /** Keywords and operators that are one decision each where their parent is of one of these types. */
  readonly tokens: Readonly<Record<string, readonly string[]>>
  /** Nothing is counted below this field of this node type. */
  readonly ignored?: Readonly<Record<string, string>>
  /** Node types without anything that runs: what the grammar does not know of them is no loss. */
  readonly types?: readonly string[]
  /** Macros make the grammar fail on correct files: what it could not read is only held against the functions it is in. */
  readonly hasMacros?: true
}
