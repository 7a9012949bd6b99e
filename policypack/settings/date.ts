import { SettingError } from "./setting";

/** Whether a text is a day of the calendar: `2026-12-31`. */
export function isDate(text: string): boolean {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** @throws SettingError when the text is no day */
export function dateOf(text: string, at: string): string {
    if (isDate(text)) return text;
    throw new SettingError(`${at} is ${JSON.stringify(text)}, which is no date. Write it like "2026-12-31"`);
}

/** The day that it is in UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
