/** Rules of meetings, tasks and availability. */
export const MEETING_RULES = {} as const;
