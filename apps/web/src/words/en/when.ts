/** Times as people say them. `time` is already "10:24"; `day` is already "Mon 12 Nov". */
export const when = {
  today: (time: string): string => `today at ${time}`,
  yesterday: (time: string): string => `yesterday at ${time}`,
  onDay: (day: string, time: string): string => `${day} at ${time}`,
  headingToday: 'Today',
  headingYesterday: 'Yesterday',
  /** A heading that says day and place, where all its records share one. */
  dayAndPlace: (day: string, place: string): string => `${day}, ${place}`,
  seconds: (count: number): string => `${count} s`,
  minutes: (count: number): string => `${count} min`,
  hours: (count: number): string => `${count} h`,
  bytes: (count: string, unit: 'B' | 'KB' | 'MB' | 'GB'): string => `${count} ${unit}`,
};
