import { namedSubjects } from "./named-subjects";

const writers = (what: string) =>
    namedSubjects(
        `Subjects that may write ${what}: kind, name, for a ServiceAccount its namespace, and reason. Once somebody is named, whoever else ` +
            "a rule about these objects is for is known to be none of them.",
    );

/** The subjects that may write the objects that nodes boot from. */
export const publisherSubjects = writers("what nodes boot from");

/** The subjects that may write the objects that say who is a node or an administrator. */
export const identitySubjects = writers("what says who is a node");
