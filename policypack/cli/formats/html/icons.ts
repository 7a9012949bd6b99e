import type { State } from "../../picture/picture";
import type { Actor } from "../../picture/way";

/** Line drawings in a square of 24, without a fill. */
export const ACTOR_ICONS: Readonly<Record<Actor, string>> = {
    internet: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3"/>',
    network:
        '<path d="M12 5v6M12 11l-6 5M12 11l6 5"/><rect x="9" y="2" width="6" height="5" rx="1"/><rect x="2" y="16" width="7" height="5" rx="1"/><rect x="15" y="16" width="7" height="5" rx="1"/>',
    pod: '<path d="M12 2.5l8.5 4.8v9.4L12 21.5l-8.5-4.8V7.3zM3.5 7.3L12 12l8.5-4.7M12 12v9.5"/>',
    subject: '<circle cx="12" cy="8" r="4.5"/><path d="M3.5 21c.8-4.6 4.2-6.5 8.5-6.5s7.7 1.9 8.5 6.5"/>',
    cloud: '<path d="M7 19a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 9.5 4.8 4.8 0 0 1 17 19z"/>',
    login: '<rect x="2.5" y="4" width="19" height="16" rx="2"/><path d="M6.5 9l3.5 3-3.5 3M12.5 15.5h5"/>',
    anyone: '<rect x="4.5" y="10.5" width="15" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
};

/** A gate in a square of 24, seen from above: what comes from the left passes, or does not. By shape, and not by colour alone. */
export const STATE_ICONS: Readonly<Record<State, string>> = {
    open: '<path d="M12 1v5M12 18v5M2 12h18M15 7l5 5-5 5"/>',
    advised: '<path d="M12 1v6M12 17v6M2 12h5M10 12h4M17 12h5"/>',
    unread: '<path d="M12 1v3M12 20v3M9 9.5a3 3 0 1 1 4.5 2.600c-1 .6-1.5 1.200-1.5 2.400M12 17.200v.3"/>',
    untold: '<path d="M12 1v22M2 12h2M7 12h2"/>',
    off: '<path d="M12 1v4M12 19v4M8 8l8 8M16 8l-8 8"/>',
    closed: '<path d="M12 1v22M2 12h9M8 8v8"/>',
    absent: '<circle cx="12" cy="12" r="3"/>',
};

/** An icon as a picture by itself, of which nothing has to be read: the words stand beside it. */
export const icon = (drawing: string, className: string): string =>
    `<svg class="${className}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`;
