/** What a repository says about its runs, and an account about those of all its repositories. */
export const SETTINGS_FILE = '.github/speculate.yml'
