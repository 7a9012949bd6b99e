import type { StackResource } from "../../../lib/subject";

const MACHINE =
    /^aws:ec2\/(instance|launchTemplate|launchConfiguration|spotInstanceRequest|spotFleetRequest|fleet|networkInterface|networkInterfaceAttachment|networkInterfaceSecurityGroupAttachment):|^aws-native:ec2:(Instance|LaunchTemplate|SpotFleet|Ec2Fleet|NetworkInterface|NetworkInterfaceAttachment)$|^aws-native:autoscaling:LaunchConfiguration$/;

/** What AWS starts virtual machines from, and what joins interfaces to them; a security group in front of one guards a machine. */
export const isMachine = ({ type }: StackResource): boolean => MACHINE.test(type);

/** What starts any number of machines. */
export const isTemplate = ({ type }: StackResource): boolean =>
    /:ec2[/:](launchTemplate|launchConfiguration|spotFleet|fleet|ec2Fleet)|:autoscaling:LaunchConfiguration$/i.test(type);
