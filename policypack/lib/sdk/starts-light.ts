// To be imported before `@pulumi/policy`.
import { loadLater } from "./load-later";

// The SDK loads npm's reader of installed packages, 150 files, to serialize functions, which no policy does: a quarter of what a pack takes to start.
loadLater("@pulumi/policy", "@pulumi/pulumi", "@npmcli/arborist");
