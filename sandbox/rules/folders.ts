/** Rules of folders, synchronisation, messages and attachments. */
export const FOLDER_RULES = {} as const;
