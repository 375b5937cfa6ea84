import type { LanguageRules } from '../rules.ts'

/** As gocyclo counts (https://github.com/fzipp/gocyclo): `if`, `for`, `case`, `&&`, `||`; a closure belongs to its function. */
export const GO: LanguageRules = {
  grammar: 'go',
  functions: ['function_declaration', 'method_declaration'],
  declarations: ['function_declaration', 'method_declaration'],
  scopes: {},
  decisions: ['if_statement', 'for_statement', 'expression_case', 'type_case', 'communication_case'],
  tokens: { '&&': ['binary_expression'], '||': ['binary_expression'] },
}
