import type { Resource, Row, Thunk } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";
import { everyNativeUserData } from "./aws/native-user-data";
