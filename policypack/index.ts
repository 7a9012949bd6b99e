import { PolicyPack } from "@pulumi/policy";
import { PACK } from "./lib/pack-settings";
import { serve } from "./lib/serve";
import { policies } from "./policies";

serve(policies, (all) => new PolicyPack(PACK, { policies: [...all] }));
