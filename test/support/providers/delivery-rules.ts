/** What several providers' rules of delivery have in common. */
export const anySuccess = (status: number): boolean => status >= 200 && status < 300;
export const noHeaders = (): Record<string, string> => ({});
