import { names } from "./names";

/** Users who may log in on nodes: named administrators, break-glass accounts. */
export const allowedUsers = names({
    description: "Names of users who may log in on nodes, and be root there.",
    like: "break-glass",
    is: "user's name",
});
