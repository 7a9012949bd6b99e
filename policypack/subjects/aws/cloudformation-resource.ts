import type { NodeBoot } from "../../model/node-boot";
import { bootOfUserData } from "../../node/user-data";
import type { Cursor } from "../../parse/cursor";
import { bootsOfNodeContent } from "../content";
import { bootsOfContent, bootsOfParameters } from "./session-manager/ssm";

/** Properties that nobody has typed: CloudFormation's, in its own spelling. */
type Properties = Cursor<Record<string, unknown>>;
type Reader = (properties: Properties) => Iterable<() => readonly NodeBoot[]>;

const at = (properties: Properties, ...path: readonly string[]): Properties =>
    path.reduce<Properties>((place, key) => place.field(key) as Properties, properties);

const userData = (...path: readonly string[]): Reader =>
    function* (properties) {
        const place = at(properties, ...path);
        yield () => {
            const text = place.text();
            return text === undefined || text === "" ? [] : [bootOfUserData(text, place.path)];
        };
    };

const content = (property: string): Reader =>
    function* (properties) {
        const place = at(properties, property);
        yield () => bootsOfNodeContent(place.text() ?? "", place.path);
    };

const machineUserData = userData("UserData");

/** What each type of CloudFormation resource has of node configuration. */
const READERS: Readonly<Record<string, Reader>> = {
    "AWS::EC2::LaunchTemplate": userData("LaunchTemplateData", "UserData"),
    "AWS::EC2::Instance": machineUserData,
    *"AWS::EC2::SpotFleet"(properties) {
        for (const specification of at(properties, "SpotFleetRequestConfigData", "LaunchSpecifications").items()) {
            yield* machineUserData(specification as Properties);
        }
    },
    "AWS::AutoScaling::LaunchConfiguration": machineUserData,
    "AWS::ImageBuilder::ImageRecipe": userData("AdditionalInstanceConfiguration", "UserDataOverride"),
    "AWS::Lightsail::Instance": machineUserData,
    *"AWS::SSM::Document"(properties) {
        yield () => bootsOfContent(at(properties, "Content"));
    },
    *"AWS::SSM::Association"(properties) {
        const name = at(properties, "Name") as unknown as Cursor<string | undefined>;
        // `commands` is the document's own word, and CloudFormation takes it as it is.
        yield () => bootsOfParameters(name, at(properties, "Parameters"));
    },
    "AWS::SSM::Parameter": content("Value"),
    "AWS::SecretsManager::Secret": content("SecretString"),
};

export const carriesNodes = (type: string): boolean => Object.hasOwn(READERS, type);

/**
 * The boots that stand in a resource as CloudFormation has it, wherever that is written: a template, Cloud Control, an extension resource.
 *
 * @param type `AWS::EC2::LaunchTemplate`
 */
export function bootsOfResource(type: string, properties: Cursor<unknown>): Iterable<() => readonly NodeBoot[]> {
    return carriesNodes(type) ? READERS[type]!(properties as Properties) : [];
}
