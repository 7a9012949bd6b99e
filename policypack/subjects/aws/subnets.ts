import type { StackResource } from "../../lib/subject";

export const isSubnet = ({ type }: StackResource): boolean =>
    /^(aws:ec2\/(subnet:Subnet|defaultSubnet:DefaultSubnet)|aws-native:ec2:Subnet)$/.test(type);

/** The properties by which machines, and what starts them, say where they stand. */
export const subnetProperty = (property: string): boolean =>
    /^(subnetIds?|subnets|vpcZoneIdentifiers?|networkInterfaces|launchSpecifications|launchTemplateData)$/.test(property);
