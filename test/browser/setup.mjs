// Before the tests in a browser: there must be one. It is not skipped silently.
import { findBrowser } from "../../scripts/debian.mjs";

export default function setup() {
    const browser = findBrowser();
    if (!browser.ok) throw new Error(`no browser: ${browser.reason}`);
    process.env.KUBE_BYPASS_GUARD_BROWSER = JSON.stringify(browser.value);
}
