import type { LanguageRules } from '../rules.ts'

/**
 * As RuboCop's Metrics/CyclomaticComplexity counts (https://docs.rubocop.org/rubocop/cops_metrics.html): conditions, loops,
 * `when`, `in`, `rescue`, `and`, `or`, `&.`, `||=`, `&&=`. Other than there, a block given to an iterating method is none,
 * which would need the names of such methods, and each `rescue` counts, as each `catch` does elsewhere.
 */
export const RUBY: LanguageRules = {
  grammar: 'ruby',
  functions: ['method', 'singleton_method'],
  scopes: { class: 'name', module: 'name' },
  decisions: [
    'if',
    'elsif',
    'unless',
    'if_modifier',
    'unless_modifier',
    'conditional',
    'while',
    'until',
    'while_modifier',
    'until_modifier',
    'for',
    'when',
    'in_clause',
    'rescue',
    'rescue_modifier',
  ],
  tokens: {
    '&&': ['binary'],
    '||': ['binary'],
    and: ['binary'],
    or: ['binary'],
    '&.': ['call'],
    '&&=': ['operator_assignment'],
    '||=': ['operator_assignment'],
  },
}
