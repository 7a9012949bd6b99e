/** What puts objects into a cluster that no program shows. */
export interface UnseenObjects {
    /** Who puts them there: `Argo CD`. */
    readonly by: "Argo CD" | "Flux" | "Helm";
    /** The resource that says so, by its kind and name: `Application apps`. */
    readonly what: string;
}
