/* SPDX-License-Identifier: MIT */
/*
 * Thread-local storage: data segments whose base user space chooses, in the
 * GDT's entries 6 to 8. set_thread_area(2); Intel SDM volume 3, 3.4.5.
 */
#include <asm/cpu.h>
#include <linux/sched.h>
#include <linux/syscalls.h>
#include <linux/tls.h>

struct user_desc {
	u32 entry_number, base_addr, limit;
	u32 seg_32bit : 1;
	u32 contents : 2;
	u32 read_exec_only : 1;
	u32 limit_in_pages : 1;
	u32 seg_not_present : 1;
	u32 useable : 1;
};

/* Linux takes both for "no segment". */
static bool is_empty(const struct user_desc *d)
{
	u32 flags = d->seg_32bit | d->contents | d->limit_in_pages | d->useable;

	return !d->base_addr && !d->limit && !flags &&
	       d->read_exec_only == d->seg_not_present;
}

static u64 descriptor(const struct user_desc *d)
{
	u64 base = d->base_addr, limit = d->limit;
	u32 type = !d->read_exec_only << 1 | d->contents << 2 | 1;

	if (is_empty(d))
		return 0;
	return (limit & 0xffff) | (base & 0xffffff) << 16 | (u64)type << 40 |
	       1ull << 44 | 3ull << 45 | (u64)!d->seg_not_present << 47 |
	       (limit >> 16 & 0xf) << 48 | (u64)d->useable << 52 |
	       (u64)d->seg_32bit << 54 | (u64)d->limit_in_pages << 55 |
	       (base >> 24) << 56;
}

static struct user_desc description(u64 d, u32 entry)
{
	u32 type = d >> 40 & 0xf;

	return (struct user_desc){
		.entry_number = entry,
		.base_addr = (d >> 16 & 0xffffff) | (d >> 56) << 24,
		.limit = (d & 0xffff) | (d >> 48 & 0xf) << 16,
		.seg_32bit = d >> 54 & 1,
		.contents = type >> 2,
		.read_exec_only = !(type & 2),
		.limit_in_pages = d >> 55 & 1,
		.seg_not_present = !(d >> 47 & 1),
		.useable = d >> 52 & 1,
	};
}

/* Only data segments of 32 bits: others could reach into the kernel's ways. */
static bool is_allowed(const struct user_desc *d)
{
	return is_empty(d) ||
	       (d->seg_32bit && d->contents <= 1 && !d->seg_not_present);
}

static int free_entry(const struct task_struct *task)
{
	for (int i = 0; i < GDT_TLS_ENTRIES; i++)
		if (!task->thread.tls[i])
			return GDT_TLS_MIN + i;
	return -ESRCH;
}

int set_thread_area(struct task_struct *task, u32 address)
{
	struct user_desc __user *user = (void *)address;
	struct user_desc d;
	int entry;

	if (copy_from_user(&d, user, sizeof(d)))
		return -EFAULT;
	if (!is_allowed(&d))
		return -EINVAL;
	entry = d.entry_number == (u32)-1 ? free_entry(task) :
					    (int)d.entry_number;
	if (entry < 0 && d.entry_number == (u32)-1)
		return entry;
	if (entry < GDT_TLS_MIN || entry >= GDT_TLS_MIN + GDT_TLS_ENTRIES)
		return -EINVAL;
	if (d.entry_number == (u32)-1 && put_user(entry, &user->entry_number))
		return -EFAULT;
	task->thread.tls[entry - GDT_TLS_MIN] = descriptor(&d);
	if (task == current)
		cpu_load_tls(task->thread.tls);
	return 0;
}

SYSCALL_DEFINE1(set_thread_area, u32, desc)
{
	return set_thread_area(current, desc);
}

SYSCALL_DEFINE1(get_thread_area, struct user_desc __user *, user)
{
	struct user_desc d;
	u32 entry;

	if (get_user(entry, &user->entry_number))
		return -EFAULT;
	if (entry < GDT_TLS_MIN || entry >= GDT_TLS_MIN + GDT_TLS_ENTRIES)
		return -EINVAL;
	d = description(current->thread.tls[entry - GDT_TLS_MIN], entry);
	return copy_to_user(user, &d, sizeof(d)) ? -EFAULT : 0;
}
