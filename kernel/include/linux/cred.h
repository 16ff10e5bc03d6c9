/* SPDX-License-Identifier: MIT */
/*
 * Credentials: who a task acts as. A set of credentials never changes once a
 * task has it; a change is a new set (prepare_creds, commit_creds).
 *
 * Context: process; what allocates may sleep.
 * Linux: Documentation/security/credentials.rst
 */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

#include <linux/capability.h>
#include <linux/sched.h>
#include <linux/uidgid.h>

#define CRED_GROUPS_MAX 32

struct cred {
	int usage;
	kuid_t uid, suid, euid, fsuid;
	kgid_t gid, sgid, egid, fsgid;
	unsigned int securebits;
	kernel_cap_t cap_inheritable, cap_permitted, cap_effective, cap_bset,
		cap_ambient;
	int ngroups; /* supplementary groups, at most CRED_GROUPS_MAX */
	kgid_t groups[CRED_GROUPS_MAX];
};

struct user_namespace {
	int level; /* how deep it is: 0 */
};
/* The one that there is. */
extern struct user_namespace init_user_ns;
#define current_user_ns() (&init_user_ns)

#define current_cred() (current->cred)
#define current_uid() (current->cred->uid)
#define current_euid() (current->cred->euid)
#define current_fsuid() (current->cred->fsuid)
#define current_gid() (current->cred->gid)
#define current_egid() (current->cred->egid)
#define current_fsgid() (current->cred->fsgid)

const struct cred *get_cred(const struct cred *cred);
void put_cred(const struct cred *cred);
/* A copy of the running task's for the caller to change, or NULL. */
struct cred *prepare_creds(void);
/* Makes @new the running task's; it is the task's from here on. Returns 0. */
int commit_creds(struct cred *new);
/* Gives up what prepare_creds() made. */
void abort_creds(struct cred *new);
/* Whether @gid is the file-system group of the task, or one of its others. */
bool in_group_p(kgid_t gid);

/* What the kernel's own tasks and the first program have. */
extern struct cred init_cred;

#endif
