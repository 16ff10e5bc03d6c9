/* SPDX-License-Identifier: MIT */
/* What a process id may be the id of. */
#ifndef _LINUX_PID_TYPES_H
#define _LINUX_PID_TYPES_H

enum pid_type {
	PIDTYPE_PID,
	PIDTYPE_TGID,
	PIDTYPE_PGID,
	PIDTYPE_SID,
	PIDTYPE_MAX,
};

#endif
