import "./lib/sdk/starts-light";
import { PolicyPack } from "@pulumi/policy";
import { ABOUT } from "./lib/about";
import { PACK } from "./lib/pack-settings";
import { serve } from "./lib/serve";
import { policies } from "./policies";

serve(policies, (all) => new PolicyPack(PACK, { ...ABOUT, policies: [...all] }));
