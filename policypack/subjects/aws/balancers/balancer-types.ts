import type { StackResource } from "../../../lib/subject";

/** `lb` and its older names. */
const V2 = "^aws:(?:lb|alb|elasticloadbalancingv2|applicationloadbalancing)/";
const NATIVE_V2 = "^aws-native:elasticloadbalancingv2:";
const kindOf = (name: string, native: string) => {
    const pattern = new RegExp(`${V2}${name}:|${NATIVE_V2}${native}$`);
    return ({ type }: StackResource): boolean => pattern.test(type);
};

export const isTargetGroup = kindOf("targetGroup", "TargetGroup");
export const isTargetAttachment = kindOf("targetGroupAttachment", "(?!)");
export const isListener = kindOf("listener", "Listener");
export const isListenerRule = kindOf("listenerRule", "ListenerRule");
export const isBalancer = kindOf("loadBalancer", "LoadBalancer");

/** The first generation, whose listeners name the port of the machines. */
export const isClassicBalancer = ({ type }: StackResource): boolean =>
    /^aws:(elb|elasticloadbalancing)\/loadBalancer:|^aws-native:elasticloadbalancing:LoadBalancer$/.test(type);
export const isClassicAttachment = ({ type }: StackResource): boolean =>
    /^aws:(elb|elasticloadbalancing)\/attachment:/.test(type);

export const isScalingGroup = ({ type }: StackResource): boolean =>
    type === "aws:autoscaling/group:Group" || type === "aws-native:autoscaling:AutoScalingGroup";
export const isScalingAttachment = ({ type }: StackResource): boolean => type === "aws:autoscaling/attachment:Attachment";
