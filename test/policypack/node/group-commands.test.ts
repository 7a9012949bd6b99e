import { joinedGroups } from "../../../policypack/node/group-commands";

const joined = (command: string): string[] => {
    const [program, ...words] = command.split(" ");
    return joinedGroups(program!, words).map(({ user, group }) => `${user} in ${group}`);
};

test.each<[command: string, joined: string[]]>([
    ["usermod -aG docker ops", ["ops in docker"]],
    ["usermod -a -G docker,wheel ops", ["ops in docker", "ops in wheel"]],
    ["usermod --append --groups=docker ops", ["ops in docker"]],
    ["usermod -L ops", []],
    ["useradd -m -s /bin/bash -G docker -g users ops", ["ops in docker", "ops in users"]],
    ["useradd ops", []],
    ["gpasswd -a ops docker", ["ops in docker"]],
    ["gpasswd -M ops,eve docker", ["ops in docker", "eve in docker"]],
    ["gpasswd -d ops docker", []],
    ["groupmems -g docker -a ops", ["ops in docker"]],
    ["adduser ops docker", ["ops in docker"]],
    ["adduser --quiet ops docker", ["ops in docker"]],
    ["adduser -G docker ops", ["ops in docker"]],
    ["adduser --disabled-password --gecos x ops", []],
    ["addgroup ops docker", ["ops in docker"]],
    ["addgroup docker", []],
    ["groupadd -f docker", []],
])("%s", (command, expected) => expect(joined(command)).toEqual(expected));
