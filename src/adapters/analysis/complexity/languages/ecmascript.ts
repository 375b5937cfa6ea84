import type { LanguageRules } from '../rules.ts'

/**
 * As ESLint's rule `complexity` in its classic variant counts (https://eslint.org/docs/latest/rules/complexity): also default
 * values, optional chaining and logical assignment; initializers of class fields and static blocks are functions.
 */
export const ECMASCRIPT = {
  functions: [
    'function_declaration',
    'function_expression',
    'generator_function',
    'generator_function_declaration',
    'arrow_function',
    'method_definition',
    'class_static_block',
  ],
  initializers: { field_definition: 'value', public_field_definition: 'value' },
  scopes: {
    class: 'name',
    class_declaration: 'name',
    abstract_class_declaration: 'name',
    internal_module: 'name',
    module: 'name',
  },
  types: ['interface_declaration', 'type_alias_declaration', 'type_parameters', 'type_annotation'],
  decisions: [
    'if_statement',
    'for_statement',
    'for_in_statement',
    'while_statement',
    'do_statement',
    'catch_clause',
    'ternary_expression',
    'switch_case',
    'assignment_pattern',
    'object_assignment_pattern',
    'optional_chain',
  ],
  tokens: {
    '&&': ['binary_expression'],
    '||': ['binary_expression'],
    '??': ['binary_expression'],
    '&&=': ['augmented_assignment_expression'],
    '||=': ['augmented_assignment_expression'],
    '??=': ['augmented_assignment_expression'],
    '?.': ['call_expression'],
    // A default value of a parameter is a node of its own in JavaScript's grammar, and none in TypeScript's.
    '=': ['required_parameter', 'optional_parameter'],
  },
} satisfies Omit<LanguageRules, 'grammar'>
