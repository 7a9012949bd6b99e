import { namedSubjects } from "./named-subjects";

/** The subjects that may have more of `nodes` than monitoring usually needs. */
export const monitoringSubjects = namedSubjects(
    "Subjects that may have sub-resources of nodes beyond metrics and stats: kind, name, for a ServiceAccount its namespace, and " +
        "reason. A role is allowed when every binding in the stack names only them, and is judged across the stack then.",
);
