/** What a document of Systems Manager says about the sessions that are started with it. */
export interface SessionPreferences {
    /** Where sessions are set up: `content › inputs`. */
    readonly at: string;
    /** A bucket or a log group takes what is typed. */
    readonly isRecorded: boolean;
    /** The line that makes a session root's, and how: `runAsDefaultUser`, "root". */
    readonly asRoot: { readonly at: string; readonly setting: string } | undefined;
}
