/** What means something to a reader of YAML. */
export const YAML_SIGNS: readonly string[] = [
  ...[': ', '- ', '\n', '  ', '{', '}', '[', ']'],
  ...['"', "'", '#', '&a ', '*a', '<<: ', '!t '],
]

/** What means something to a reader of JSON. */
export const JSON_SIGNS: readonly string[] = ['{', '}', '[', ']', ',', ':', '"']

/** Of what Markdown and HTML show to nobody, the pieces. */
export const HIDING_SIGNS: readonly string[] = [
  ...['<', '>', '!', '-', '--', '<!--', '-->', ';', '\n', ' '],
  ...['&', '#60;', 'lt;', 'amp;', '&#x3c'],
  ...['[', ']:', '[//]: # (x)', '<?', '?>', '<![CDATA[', ']]>', '<!D'],
]
