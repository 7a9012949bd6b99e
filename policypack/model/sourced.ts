/** A value, and the line that set it: what a message needs to say where to edit. */
export interface Sourced<T> {
    readonly value: T;
    /** As in `Finding.at`; for a value that nobody set, the place that should have set it. */
    readonly at: string;
    /** True when no line sets it and the daemon's own default applies. */
    readonly isDefault: boolean;
}
