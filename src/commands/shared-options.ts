/** Options that mean the same in every command. */
export const DATA = [
  '--data <dir|url>',
  'data folder of the app, or its postgres:// address (default: as the app: DATABASE_URL, DATA_DIR or .data)',
] as const

export const JSON_OBJECT = ['--json', 'print one JSON object'] as const
