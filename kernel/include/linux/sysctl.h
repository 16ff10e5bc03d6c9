/* SPDX-License-Identifier: MIT */
/*
 * Settings of the kernel as files in /proc/sys.
 *
 * Context: process, may sleep
 * Linux: Documentation/admin-guide/sysctl/index.rst
 */
#ifndef _LINUX_SYSCTL_H
#define _LINUX_SYSCTL_H

#include <linux/array_size.h>
#include <linux/types.h>

struct ctl_table;
struct ctl_table_header;

/*
 * Reads or writes (@write) a setting: *@lenp bytes at @buffer, in kernel
 * memory and, when written, with a NUL behind them; *@lenp becomes how many
 * were used. 0 or a negative errno.
 */
typedef int proc_handler(const struct ctl_table *table, int write, void *buffer,
			 size_t *lenp, loff_t *ppos);

struct ctl_table {
	const char *procname;
	void *data;
	int maxlen; /* bytes at data */
	umode_t mode;
	proc_handler *proc_handler;
	void *extra1, *extra2; /* the least and greatest value, or NULL */
};

/*
 * Makes files in the folder @path ("kernel", "dev/mine") for @size entries, or
 * up to one without a name. @table stays the caller's. NULL: no memory, or one
 * exists.
 */
struct ctl_table_header *register_sysctl_sz(const char *path,
					    const struct ctl_table *table,
					    size_t size);
#define register_sysctl(path, table) \
	register_sysctl_sz(path, table, ARRAY_SIZE(table))
void unregister_sysctl_table(struct ctl_table_header *header);

/* Handlers: text, integers (-EINVAL when out of range), and so on. */
proc_handler proc_dostring;
proc_handler proc_dobool;
proc_handler proc_dointvec;
proc_handler proc_dointvec_minmax;
proc_handler proc_douintvec;
proc_handler proc_douintvec_minmax;
proc_handler proc_doulongvec_minmax;

/* Numbers to point extra1 and extra2 at: SYSCTL_ZERO and the like. */
extern const int sysctl_vals[];
#define SYSCTL_ZERO ((void *)&sysctl_vals[0])
#define SYSCTL_ONE ((void *)&sysctl_vals[1])
#define SYSCTL_TWO ((void *)&sysctl_vals[2])
#define SYSCTL_THREE ((void *)&sysctl_vals[3])
#define SYSCTL_FOUR ((void *)&sysctl_vals[4])
#define SYSCTL_ONE_HUNDRED ((void *)&sysctl_vals[5])
#define SYSCTL_TWO_HUNDRED ((void *)&sysctl_vals[6])
#define SYSCTL_ONE_THOUSAND ((void *)&sysctl_vals[7])
#define SYSCTL_THREE_THOUSAND ((void *)&sysctl_vals[8])
#define SYSCTL_INT_MAX ((void *)&sysctl_vals[9])
#define SYSCTL_MAXOLDUID ((void *)&sysctl_vals[10])
#define SYSCTL_NEG_ONE ((void *)&sysctl_vals[11])

#endif
