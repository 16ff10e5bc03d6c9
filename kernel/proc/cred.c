/* SPDX-License-Identifier: MIT */
/*
 * Credentials: ids and capabilities, and the rules by which a task changes its
 * own. credentials(7), capabilities(7), setresuid(2), capget(2).
 */
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/prctl.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>

struct user_namespace init_user_ns;
EXPORT_SYMBOL_GPL(init_user_ns);

struct cred init_cred = {
	.usage = 1,
	.cap_permitted = { (1ull << (CAP_LAST_CAP + 1)) - 1 },
	.cap_effective = { (1ull << (CAP_LAST_CAP + 1)) - 1 },
	.cap_bset = { (1ull << (CAP_LAST_CAP + 1)) - 1 },
};

const struct cred *get_cred(const struct cred *cred)
{
	((struct cred *)cred)->usage++;
	return cred;
}

void put_cred(const struct cred *cred)
{
	if (!--((struct cred *)cred)->usage)
		kfree(cred);
}

struct cred *prepare_creds(void)
{
	struct cred *new = kmalloc(sizeof(*new), GFP_KERNEL);

	if (!new)
		return NULL;
	*new = *current->cred;
	new->usage = 1;
	return new;
}
EXPORT_SYMBOL(prepare_creds);

int commit_creds(struct cred *new)
{
	const struct cred *old = current->cred;

	if (!uid_eq(old->euid, new->euid) || !gid_eq(old->egid, new->egid)) {
		current->signal->dumpable = false;
		current->pdeath_signal = 0;
	}
	current->cred = new;
	put_cred(old);
	return 0;
}
EXPORT_SYMBOL(commit_creds);

void abort_creds(struct cred *new)
{
	put_cred(new);
}
EXPORT_SYMBOL(abort_creds);

bool capable(int cap)
{
	return current->cred->cap_effective.val >> cap & 1;
}
EXPORT_SYMBOL(capable);

static bool is_in_groups(const struct cred *cred, kgid_t gid)
{
	for (int i = 0; i < cred->ngroups; i++)
		if (gid_eq(cred->groups[i], gid))
			return true;
	return false;
}

bool in_group_p(kgid_t gid)
{
	return gid_eq(gid, current->cred->fsgid) ||
	       is_in_groups(current->cred, gid);
}
EXPORT_SYMBOL(in_group_p);

/* --- User ids */

/* Root's ids are what its capabilities hang on. */
static void fix_capabilities(struct cred *new, const struct cred *old)
{
	bool had_root = !old->uid.val || !old->euid.val || !old->suid.val;
	bool has_root = !new->uid.val || !new->euid.val || !new->suid.val;

	if (new->securebits & SECBIT_NO_SETUID_FIXUP)
		return;
	if (had_root && !has_root) {
		if (!(new->securebits &SECBIT_KEEP_CAPS))
			new->cap_permitted = CAP_EMPTY_SET;
		new->cap_effective = CAP_EMPTY_SET;
		new->cap_ambient = CAP_EMPTY_SET;
	}
	if (!old->euid.val && new->euid.val)
		new->cap_effective = CAP_EMPTY_SET;
	if (old->euid.val && !new->euid.val)
		new->cap_effective = new->cap_permitted;
}

/* Privileges over files follow the file-system user id. */
static void fix_file_capabilities(struct cred *new, const struct cred *old)
{
	const u64 files = 1ull << CAP_CHOWN | 1ull << CAP_DAC_OVERRIDE |
			  1ull << CAP_DAC_READ_SEARCH | 1ull << CAP_FOWNER |
			  1ull << CAP_FSETID | 1ull << CAP_MKNOD;

	if (!old->fsuid.val && new->fsuid.val)
		new->cap_effective.val &= ~files;
	if (old->fsuid.val && !new->fsuid.val)
		new->cap_effective.val |= new->cap_permitted.val &files;
}

static bool is_my_uid(uid_t id)
{
	const struct cred *c = current->cred;

	return id == c->uid.val || id == c->euid.val || id == c->suid.val;
}

static bool is_my_gid(gid_t id)
{
	const struct cred *c = current->cred;

	return id == c->gid.val || id == c->egid.val || id == c->sgid.val;
}

/* -1 leaves an id as it is. */
static long set_uids(uid_t uid, uid_t euid, uid_t suid)
{
	struct cred *new = prepare_creds();

	if (!new)
		return -ENOMEM;
	if (uid != (uid_t)-1)
		new->uid.val = uid;
	if (euid != (uid_t)-1)
		new->euid.val = euid;
	if (suid != (uid_t)-1)
		new->suid.val = suid;
	new->fsuid = new->euid;
	fix_capabilities(new, current->cred);
	return commit_creds(new);
}

static long set_gids(gid_t gid, gid_t egid, gid_t sgid)
{
	struct cred *new = prepare_creds();

	if (!new)
		return -ENOMEM;
	if (gid != (gid_t)-1)
		new->gid.val = gid;
	if (egid != (gid_t)-1)
		new->egid.val = egid;
	if (sgid != (gid_t)-1)
		new->sgid.val = sgid;
	new->fsgid = new->egid;
	return commit_creds(new);
}

SYSCALL_DEFINE3(setresuid, uid_t, uid, uid_t, euid, uid_t, suid)
{
	const uid_t ids[] = { uid, euid, suid };

	for (int i = 0; i < 3; i++)
		if (ids[i] != (uid_t)-1 && !is_my_uid(ids[i]) &&
		    !capable(CAP_SETUID))
			return -EPERM;
	return set_uids(uid, euid, suid);
}

SYSCALL_DEFINE3(setresgid, gid_t, gid, gid_t, egid, gid_t, sgid)
{
	const gid_t ids[] = { gid, egid, sgid };

	for (int i = 0; i < 3; i++)
		if (ids[i] != (gid_t)-1 && !is_my_gid(ids[i]) &&
		    !capable(CAP_SETGID))
			return -EPERM;
	return set_gids(gid, egid, sgid);
}

SYSCALL_DEFINE1(setuid, uid_t, uid)
{
	const struct cred *c = current->cred;

	if (uid == (uid_t)-1)
		return -EINVAL;
	if (capable(CAP_SETUID))
		return set_uids(uid, uid, uid);
	if (uid != c->uid.val && uid != c->suid.val)
		return -EPERM;
	return set_uids(-1, uid, -1);
}

SYSCALL_DEFINE1(setgid, gid_t, gid)
{
	const struct cred *c = current->cred;

	if (gid == (gid_t)-1)
		return -EINVAL;
	if (capable(CAP_SETGID))
		return set_gids(gid, gid, gid);
	if (gid != c->gid.val && gid != c->sgid.val)
		return -EPERM;
	return set_gids(-1, gid, -1);
}

/* The saved id follows when the real one is set, or the effective becomes new. */
SYSCALL_DEFINE2(setreuid, uid_t, uid, uid_t, euid)
{
	const struct cred *c = current->cred;
	bool saves = uid != (uid_t)-1 ||
		     (euid != (uid_t)-1 && euid != c->uid.val);

	if (!capable(CAP_SETUID)) {
		if (uid != (uid_t)-1 && uid != c->uid.val && uid != c->euid.val)
			return -EPERM;
		if (euid != (uid_t)-1 && !is_my_uid(euid))
			return -EPERM;
	}
	return set_uids(uid, euid,
			!saves		  ? (uid_t)-1 :
			euid != (uid_t)-1 ? euid :
					    c->euid.val);
}

SYSCALL_DEFINE2(setregid, gid_t, gid, gid_t, egid)
{
	const struct cred *c = current->cred;
	bool saves = gid != (gid_t)-1 ||
		     (egid != (gid_t)-1 && egid != c->gid.val);

	if (!capable(CAP_SETGID)) {
		if (gid != (gid_t)-1 && gid != c->gid.val && gid != c->egid.val)
			return -EPERM;
		if (egid != (gid_t)-1 && !is_my_gid(egid))
			return -EPERM;
	}
	return set_gids(gid, egid,
			!saves		  ? (gid_t)-1 :
			egid != (gid_t)-1 ? egid :
					    c->egid.val);
}

/* These return the old id, whatever happens. */
SYSCALL_DEFINE1(setfsuid, uid_t, uid)
{
	uid_t old = current->cred->fsuid.val;
	struct cred *new;

	if (uid == (uid_t)-1 ||
	    !(is_my_uid(uid) || uid == old || capable(CAP_SETUID)))
		return old;
	new = prepare_creds();
	if (new) {
		new->fsuid.val = uid;
		fix_file_capabilities(new, current->cred);
		commit_creds(new);
	}
	return old;
}

SYSCALL_DEFINE1(setfsgid, gid_t, gid)
{
	gid_t old = current->cred->fsgid.val;
	struct cred *new;

	if (gid == (gid_t)-1 ||
	    !(is_my_gid(gid) || gid == old || capable(CAP_SETGID)))
		return old;
	new = prepare_creds();
	if (new) {
		new->fsgid.val = gid;
		commit_creds(new);
	}
	return old;
}

SYSCALL_DEFINE0(getuid)
{
	return current->cred->uid.val;
}

SYSCALL_DEFINE0(geteuid)
{
	return current->cred->euid.val;
}

SYSCALL_DEFINE0(getgid)
{
	return current->cred->gid.val;
}

SYSCALL_DEFINE0(getegid)
{
	return current->cred->egid.val;
}

SYSCALL_DEFINE3(getresuid, uid_t __user *, uid, uid_t __user *, euid,
		uid_t __user *, suid)
{
	const struct cred *c = current->cred;

	if (put_user(c->uid.val, uid) || put_user(c->euid.val, euid) ||
	    put_user(c->suid.val, suid))
		return -EFAULT;
	return 0;
}

SYSCALL_DEFINE3(getresgid, gid_t __user *, gid, gid_t __user *, egid,
		gid_t __user *, sgid)
{
	const struct cred *c = current->cred;

	if (put_user(c->gid.val, gid) || put_user(c->egid.val, egid) ||
	    put_user(c->sgid.val, sgid))
		return -EFAULT;
	return 0;
}

SYSCALL_DEFINE2(getgroups, int, size, gid_t __user *, list)
{
	const struct cred *c = current->cred;

	if (size < 0 || (size && size < c->ngroups))
		return -EINVAL;
	if (size && copy_to_user(list, c->groups, c->ngroups * sizeof(gid_t)))
		return -EFAULT;
	return c->ngroups;
}

SYSCALL_DEFINE2(setgroups, int, size, const gid_t __user *, list)
{
	struct cred *new;

	if (!capable(CAP_SETGID))
		return -EPERM;
	if (size < 0 || size > CRED_GROUPS_MAX)
		return -EINVAL;
	new = prepare_creds();
	if (!new)
		return -ENOMEM;
	if (copy_from_user(new->groups, list, size * sizeof(gid_t))) {
		abort_creds(new);
		return -EFAULT;
	}
	new->ngroups = size;
	return commit_creds(new);
}

/* --- Capabilities, as two words each */

#define CAPABILITY_VERSION_1 0x19980330
#define CAPABILITY_VERSION_2 0x20071026
#define CAPABILITY_VERSION_3 0x20080522

struct cap_header {
	u32 version;
	int pid;
};

struct cap_data {
	u32 effective, permitted, inheritable;
};

/* How many structs cap_data follow; an unknown version is told ours. */
static int cap_words(struct cap_header __user *header, int *words, pid_t *pid)
{
	struct cap_header h;

	if (copy_from_user(&h, header, sizeof(h)))
		return -EFAULT;
	*pid = h.pid;
	*words = h.version == CAPABILITY_VERSION_1 ? 1 : 2;
	if (h.version == CAPABILITY_VERSION_1 ||
	    h.version == CAPABILITY_VERSION_2 ||
	    h.version == CAPABILITY_VERSION_3)
		return 0;
	if (put_user(CAPABILITY_VERSION_3, (int __user *)&header->version))
		return -EFAULT;
	return -EINVAL;
}

SYSCALL_DEFINE2(capget, struct cap_header __user *, header,
		struct cap_data __user *, data)
{
	struct cap_data d[2];
	struct task_struct *task = current;
	int words, err;
	pid_t pid;

	err = cap_words(header, &words, &pid);
	if (err)
		return err == -EINVAL && !data ? 0 : err;
	if (pid < 0)
		return -EINVAL;
	if (pid)
		task = find_task_by_vpid(pid);
	if (!task)
		return -ESRCH;
	for (int i = 0; i < 2; i++)
		d[i] = (struct cap_data){
			task->cred->cap_effective.val >> (32 * i),
			task->cred->cap_permitted.val >> (32 * i),
			task->cred->cap_inheritable.val >> (32 * i),
		};
	return data && copy_to_user(data, d, words * sizeof(*d)) ? -EFAULT : 0;
}

SYSCALL_DEFINE2(capset, struct cap_header __user *, header,
		const struct cap_data __user *, data)
{
	const struct cred *old = current->cred;
	struct cap_data d[2] = { 0 };
	u64 effective, permitted, inheritable;
	struct cred *new;
	int words, err;
	pid_t pid;

	err = cap_words(header, &words, &pid);
	if (err)
		return err;
	if (pid && pid != current->pid)
		return -EPERM;
	if (copy_from_user(d, data, words * sizeof(*d)))
		return -EFAULT;
	effective = d[0].effective | (u64)d[1].effective << 32;
	permitted = d[0].permitted | (u64)d[1].permitted << 32;
	inheritable = d[0].inheritable | (u64)d[1].inheritable << 32;
	effective &= CAP_FULL_SET.val;
	permitted &= CAP_FULL_SET.val;
	inheritable &= CAP_FULL_SET.val;
	if (permitted & ~old->cap_permitted.val || effective & ~permitted)
		return -EPERM;
	if (!capable(CAP_SETPCAP) && (inheritable & ~(old->cap_inheritable.val |
						      old->cap_permitted.val)))
		return -EPERM;
	if (inheritable & ~(old->cap_inheritable.val | old->cap_bset.val))
		return -EPERM;
	new = prepare_creds();
	if (!new)
		return -ENOMEM;
	new->cap_effective.val = effective;
	new->cap_permitted.val = permitted;
	new->cap_inheritable.val = inheritable;
	new->cap_ambient.val &= permitted &inheritable;
	return commit_creds(new);
}
