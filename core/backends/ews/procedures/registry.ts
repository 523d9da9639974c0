import type { ProcedureHandler } from './handler';
import { sendMail } from './sendMail';

/** How EWS runs each procedure, by its name. */
export const handlers: Readonly<Record<string, ProcedureHandler>> = { sendMail };
