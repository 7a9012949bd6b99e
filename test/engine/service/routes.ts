import { randomBytes } from "node:crypto";
import type {
    CreatePolicyGroupRequest,
    CreatePolicyPackRequest,
    CreatePolicyPackResponse,
    CreateStackRequest,
    EngineEvent,
    UntypedDeployment,
    UpdatePolicyGroupRequest,
    UpdateProgramRequest,
    UpdateStatus,
} from "./api";
import { DEFAULT_GROUP, type Organization, Refused, type Update } from "./organization";
import type { ObjectStore } from "./object-store";
import type { Vault } from "./vault";

/** A call, as the routes see it: the parts of its path that the route names, and its body. */
export interface Call<Body = any> {
    readonly path: Readonly<Record<string, string>>;
    readonly body: Body;
}

export interface Service {
    readonly organization: Organization;
    readonly user: string;
    readonly objects: ObjectStore;
    readonly vault: Vault;
}

/** Answers a call; undefined is an answer without a body. */
type Handler = (service: Service, call: Call) => object | undefined;

/** Who may call: somebody with an access token, or the update itself with the lease that it was given. */
type Caller = "user" | "lease";

export interface Route {
    readonly method: string;
    readonly path: string;
    readonly caller: Caller;
    readonly answer: Handler;
}

const route = (call: string, answer: Handler, caller: Caller = "user"): Route => {
    const [method = "", path = ""] = call.split(" ");
    return { method, path, caller, answer };
};

const ORG = "/api/orgs/{org}";
const STACK = "/api/stacks/{org}/{project}/{stack}";
const UPDATE = `${STACK}/update/{update}`;

const stackOf = ({ organization }: Service, { path }: Call) => organization.stack(path.project!, path.stack!);
const updateOf = ({ organization }: Service, { path }: Call) => organization.update(path.update!);

const begin: Handler = (service, call: Call<UpdateProgramRequest>) => {
    const kind = call.body.options.dryRun ? "preview" : "update";
    const update = service.organization.begin(kind, stackOf(service, call), (version) => service.objects.download(version));
    return { updateID: update.id, requiredPolicies: update.required };
};

/** Every call that the CLI makes in the tests (`pkg/backend/httpstate/client` has their paths), and no other. */
export const ROUTES: readonly Route[] = [
    route("GET /api/user", ({ user, organization }) => ({
        githubLogin: user,
        name: user,
        email: "",
        organizations: [{ githubLogin: organization.name, name: organization.name }],
    })),
    route("GET /api/user/organizations/default", ({ organization }) => ({ GitHubLogin: organization.name })),
    // Without capabilities the CLI sends whole checkpoints, and does not ask for more.
    route("GET /api/capabilities", () => ({ capabilities: [] })),

    route(`POST ${ORG}/policypacks`, ({ organization, objects }, { body }: Call<CreatePolicyPackRequest>) => {
        const version = organization.createVersion(body);
        const { uri, headers } = objects.upload(version);
        return { version: version.number, uploadURI: uri, requiredHeaders: headers } satisfies CreatePolicyPackResponse;
    }),
    route(`POST ${ORG}/policypacks/{pack}/versions/{tag}/complete`, ({ organization }, { path }) => {
        const version = organization.version(path.pack!, path.tag);
        if (version.tarball === undefined) throw new Refused(400, "Bad Request: nothing was uploaded");
        version.complete = true;
        return undefined;
    }),
    route(`GET ${ORG}/policypacks/{pack}/versions/{tag}/schema`, ({ organization }, { path }) => ({
        configSchema: Object.fromEntries(
            organization
                .version(path.pack!, path.tag)
                .metadata.policies.flatMap(({ name, configSchema }) =>
                    configSchema === undefined ? [] : [[name, configSchema]],
                ),
        ),
    })),

    route(`POST ${ORG}/policygroups`, ({ organization }, { body }: Call<CreatePolicyGroupRequest>) => {
        if (body.entityType !== "stacks") throw new Refused(400, "Bad Request: groups of stacks only");
        organization.createGroup(body.name);
        return undefined;
    }),
    route(`GET ${ORG}/policygroups/{group}`, ({ organization }, { path }) => {
        const { stacks, packs } = organization.group(path.group!);
        return {
            name: path.group,
            isOrgDefault: path.group === DEFAULT_GROUP,
            entityType: "stacks",
            mode: "preventative",
            stacks,
            appliedPolicyPacks: [...packs].map(([name, { versionTag, config }]) => ({ name, versionTag, config })),
            accounts: [],
        };
    }),
    route(`PATCH ${ORG}/policygroups/{group}`, ({ organization }, { path, body }: Call<UpdatePolicyGroupRequest>) => {
        const group = organization.group(path.group!);
        if (body.stacks !== undefined) group.stacks = body.stacks;
        if (body.addPolicyPack !== undefined) organization.enable(path.group!, body.addPolicyPack);
        if (body.removePolicyPack !== undefined) group.packs.delete(body.removePolicyPack.name);
        return undefined;
    }),

    route("HEAD /api/stacks/{org}/{project}", ({ organization }, { path }) => {
        if (!organization.hasProject(path.project!)) throw new Refused(404, "Not Found");
        return undefined;
    }),
    route("POST /api/stacks/{org}/{project}", ({ organization }, { path, body }: Call<CreateStackRequest>) => {
        organization.createStack(path.project!, body.stackName, body.tags ?? {});
        return {};
    }),
    route(`GET ${STACK}`, (service, call) => {
        const { project, name, tags, version } = stackOf(service, call);
        return {
            id: "",
            orgName: service.organization.name,
            projectName: project,
            stackName: name,
            activeUpdate: "",
            tags,
            version,
        };
    }),
    route(`GET ${STACK}/export`, (service, call) => stackOf(service, call).deployment),
    // Of a stack without secrets too: the CLI keeps its log encrypted, and asks for that log's key.
    route(`POST ${STACK}/encrypt`, ({ vault }, { body }: Call<{ plaintext: string }>) => ({
        ciphertext: vault.encrypt(body.plaintext),
    })),

    route(`POST ${STACK}/preview`, begin),
    route(`POST ${STACK}/update`, begin),
    route(`POST ${UPDATE}`, (service, call: Call<{ tags?: Readonly<Record<string, string>> }>) => {
        const update = updateOf(service, call);
        update.status = "running";
        update.lease = randomBytes(8).toString("hex");
        if (call.body.tags !== undefined) update.stack.tags = call.body.tags;
        return { version: update.stack.version + (update.kind === "update" ? 1 : 0), token: update.lease };
    }),
    route(
        `PATCH ${UPDATE}/checkpoint`,
        (service, call: Call<UntypedDeployment & { isInvalid: boolean }>) => {
            const { version, features, deployment } = call.body;
            running(updateOf(service, call)).stack.deployment = {
                ...(version !== undefined && { version }),
                ...(features !== undefined && { features }),
                ...(deployment !== undefined && { deployment }),
            };
            return undefined;
        },
        "lease",
    ),
    route(
        `POST ${UPDATE}/events/batch`,
        (service, call: Call<{ events: readonly EngineEvent[] }>) => {
            running(updateOf(service, call)).events.push(...call.body.events);
            return undefined;
        },
        "lease",
    ),
    route(
        `POST ${UPDATE}/complete`,
        (service, call: Call<{ status: UpdateStatus }>) => {
            const update = running(updateOf(service, call));
            update.status = call.body.status;
            if (update.kind === "update") update.stack.version += 1;
            return undefined;
        },
        "lease",
    ),
];

function running(update: Update): Update {
    if (update.status !== "running") throw new Refused(409, `Conflict: the update is ${update.status}`);
    return update;
}
