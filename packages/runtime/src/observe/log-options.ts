/** `none` logs nothing; `text` is for people, `json` for programs: one object a line. */
export const LOG_FORMS = ['none', 'text', 'json'] as const;
export type LogForm = (typeof LOG_FORMS)[number];

/** The least that is logged; `debug` adds ticks that only say what was said before. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
