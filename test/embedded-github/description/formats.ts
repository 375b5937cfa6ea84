const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Of GitHub's formats those by which a program can fail. */
export const formats = {
  'date-time': (text: string) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text: string) => URL.canParse(text),
  'uri-template': (text: string) => URL.canParse(text.replaceAll(/\{[^{}]*\}/g, '')),
  email: (text: string) => /^[^\s@]+@[^\s@]+$/.test(text),
}
