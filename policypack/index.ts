import { PolicyPack } from "@pulumi/policy";
import { serve } from "./lib/serve";
import { policies } from "./policies";

serve(policies, () => new PolicyPack("kube-bypass-guard", { policies: [...policies] }));
