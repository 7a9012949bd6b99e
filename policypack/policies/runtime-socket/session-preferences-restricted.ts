import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { sessionPreferences } from "../../subjects/aws/session-manager/session-preferences";

export const sessionPreferencesRestricted = definePolicy({
    name: "session-preferences-restricted",
    displayName: "Sessions are recorded and not root's",
    description: "Session Manager must record sessions and must not start them as root.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Set s3BucketName or cloudWatchLogGroupName, and runAsEnabled with a runAsDefaultUser that has no rights of root",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A session on a node is a shell that the API server never sees. Where nothing records it, nobody can say afterwards what was read, and " +
        "where it starts as root there is nothing left to take.",
    subject: sessionPreferences,
    *check({ at, isRecorded, asRoot }) {
        if (asRoot !== undefined) {
            yield {
                at: asRoot.at,
                message: `starts sessions as root (${asRoot.setting})`,
                fix: "Name a user without rights of root",
            };
        }
        if (!isRecorded) yield { at, message: "records sessions nowhere", fix: "Set s3BucketName or cloudWatchLogGroupName" };
    },
    examples: {
        bad: {
            type: "aws:ssm/document:Document",
            name: "session-preferences",
            props: {
                name: "SSM-SessionManagerRunShell",
                documentType: "Session",
                content:
                    '{"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {"runAsEnabled": true, "runAsDefaultUser": "root"}}',
            },
        },
        good: {
            type: "aws:ssm/document:Document",
            name: "session-preferences",
            props: {
                name: "SSM-SessionManagerRunShell",
                documentType: "Session",
                content:
                    '{"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {"cloudWatchLogGroupName": "/ssm/sessions", ' +
                    '"runAsEnabled": true, "runAsDefaultUser": "operator"}}',
            },
        },
    },
});
