export { visible } from "../../lib/visible";
