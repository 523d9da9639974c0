/** Rules of people, delegates, rules and configuration. */
export const SERVICE_RULES = {} as const;
