/** The time that the clocks of a time zone show. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** Turns instants, whole seconds given in milliseconds since 1970, into a zone's wall time and back, as Go's `time` does. */
export interface WallClock {
  read(instant: number): WallTime;
  /**
   * The instant at which the clocks show a wall time. A part may be out of its range, as in Go's
   * `time.Date`. A time that daylight saving skips or repeats gives the instant that Go chooses.
   */
  instantOf(
    year: number,
    month: number,
    day: number,
    hour?: number,
    minute?: number,
    second?: number,
  ): number;
}

/** The clock of a zone that Intl knows. */
export function wallClock(zone: string): WallClock {
  const offset = zone === 'UTC' ? () => 0 : offsetIn(zone);
  return {
    read: (instant) => wallTime(instant + offset(instant)),
    instantOf: (year, month, day, hour = 0, minute = 0, second = 0) => {
      const shown = Date.UTC(year, month - 1, day, hour, minute, second);
      // Go looks the offset up at the shown time as if that were UTC, and corrects it once.
      return shown - offset(shown - offset(shown));
    },
  };
}

function wallTime(shown: number): WallTime {
  const date = new Date(shown);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}

/** Returns a function that tells by how many milliseconds a zone's clocks are ahead of UTC at an instant. */
function offsetIn(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const shown = new Map(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
    return (
      Date.UTC(
        part('year'),
        part('month') - 1,
        part('day'),
        part('hour'),
        part('minute'),
        part('second'),
      ) - instant
    );
  };
}
