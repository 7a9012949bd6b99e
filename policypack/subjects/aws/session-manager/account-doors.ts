import type { InstanceConnectEndpointArgs as NativeEndpointArgs } from "@pulumi/aws-native/ec2/instanceConnectEndpoint";
import type { SerialConsoleAccessArgs } from "@pulumi/aws/ec2/serialConsoleAccess";
import type { InstanceConnectEndpointArgs } from "@pulumi/aws/ec2transitgateway/instanceConnectEndpoint";
import { on, subject, type Thunk } from "../../../lib/subject";
import type { AccountDoor } from "../../../model/account-door";
import type { Cursor } from "../../../parse/cursor";

type SerialConsole = Extract<AccountDoor, { kind: "serial console" }>;
type Endpoint = Extract<AccountDoor, { kind: "instance connect endpoint" }>;

/** Serial consoles that are on. The resource turns them on unless told otherwise. */
export const serialConsole = subject<SerialConsole>(
    on<SerialConsoleAccessArgs>()("aws:ec2/serialConsoleAccess:SerialConsoleAccess", function* ({ props }) {
        const place = props.field("enabled");
        if (place.flag() !== false) yield () => ({ kind: "serial console", at: place.path });
    }),
);

/** Every Instance Connect endpoint. */
export const instanceConnectEndpoint = subject<Endpoint>(
    on<InstanceConnectEndpointArgs>()("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", ({ props }) =>
        endpointOf(props.field("securityGroupIds"), props.field("preserveClientIp")),
    ),
    on<NativeEndpointArgs>()("aws-native:ec2:InstanceConnectEndpoint", ({ props }) =>
        endpointOf(props.field("securityGroupIds"), props.field("preserveClientIp")),
    ),
);

function* endpointOf(
    groups: Cursor<readonly string[] | undefined>,
    client: Cursor<boolean | undefined>,
): Generator<Thunk<Endpoint>> {
    yield () => ({
        kind: "instance connect endpoint",
        groupsAt: groups.path,
        // An id that is not known yet is a group all the same.
        hasGroups: [...groups.items()].length > 0,
        clientAt: client.path,
        keepsClient: client.flag(),
    });
}
