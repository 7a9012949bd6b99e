import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { isTemplate } from "./machine-types";

/** What a machine is called by besides its id: templates and configurations are named as often, and Cloud Control has ids of its own. */
export function namesOfMachine(machine: StackResource): (string | undefined)[] {
    const names = isTemplate(machine)
        ? ["name", "launchTemplateName", "launchTemplateId", "launchConfigurationName"]
        : machine.type === "aws-native:ec2:Instance"
          ? ["instanceId"]
          : [];
    return names.map((name) => ifKnown(() => (machine.props as Cursor<Record<string, unknown>>).field(name).text()));
}
