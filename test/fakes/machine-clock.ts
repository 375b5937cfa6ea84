/** This machine's clock, which a test sets while everything runs on: what asks for the time of day is answered with it. */
export function takeOverClock() {
  const { Date: RealDate } = globalThis
  let ahead = 0
  class SetDate extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      const [value = RealDate.now() + ahead] = given
      super(value)
    }
    static override now() {
      return RealDate.now() + ahead
    }
  }
  // The built-in one is also called with a year, a month and so on, which nothing here does.
  Object.defineProperty(globalThis, 'Date', { value: SetDate, configurable: true, writable: true })
  return {
    set: (ms: number) => {
      ahead = ms
    },
    giveBack: () =>
      Object.defineProperty(globalThis, 'Date', { value: RealDate, configurable: true, writable: true }),
    /** What no clock that is set changes. */
    real: { now: () => RealDate.now() },
  }
}
