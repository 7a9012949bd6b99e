import { namedSubjects } from "./named-subjects";

/**
 * The subjects that may write certain objects.
 * @param what the objects, a noun phrase: `what nodes boot from`
 */
export const publisherSubjects = (what: string) =>
    namedSubjects(
        `Subjects that may write ${what}: kind, name, for a ServiceAccount its namespace, and reason. Once somebody is named, whoever else ` +
            "a rule about these objects is for is known to be none of them.",
    );
